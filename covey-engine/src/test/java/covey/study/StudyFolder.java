package covey.study;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project of files in a folder, and what its results hold. */
record StudyFolder(Path folder) {
    private static final Set<String> EFFECTS = Set.of("ate", "interaction");

    void write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    Workspace open() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
        return Workspace.open(folder, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
    }

    static StudyResult run(Workspace workspace, String study) {
        return workspace.run(study, Optional.empty(), Progress.NONE).result();
    }

    static Diagnostic diagnostic(StudyResult result, String check) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** The difference of the only arm that has one. */
    static Estimate effect(StudyResult result, String analysis, String metric) {
        return effect(result, analysis, metric, "");
    }

    /** The difference of an arm; empty for the first. */
    static Estimate effect(StudyResult result, String analysis, String metric, String arm) {
        for (Outcome outcome : result.outcomes()) {
            if (outcome.estimand().analysis().equals(analysis)
                    && outcome.estimand().metric().equals(metric)
                    && (arm.isEmpty() || outcome.estimand().arm().equals(arm))
                    && outcome.estimand().segment().isEmpty()
                    && EFFECTS.contains(outcome.estimand().name())
                    && outcome.estimand().scale() == Scale.DIFFERENCE
                    && outcome instanceof Estimate estimate) {
                return estimate;
            }
        }
        throw new AssertionError(analysis + "/" + metric + "/" + arm + " is not in " + result.outcomes());
    }
}
