package covey.bench;

import covey.result.StudyResult;
import covey.study.Progress;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The whole scorecard, from the project's files to the stored result. */
public final class CoveyRun {
    private static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");

    private CoveyRun() {}

    /**
     * Runs the study.
     *
     * @param arguments the project folder, the database file
     */
    public static void main(String[] arguments) throws IOException {
        StudyResult result = run(Path.of(arguments[0]), Path.of(arguments[1]));
        System.out.println("outcomes " + result.outcomes().size());
        System.out.println(Footprint.ofThisProcess().line());
    }

    /** Runs the study and gives its result. */
    static StudyResult run(Path project, Path database) {
        Map<String, String> environment =
                Map.of("COVEY_PROFILES_DIR", project.toString(), "COVEY_BENCH_DATABASE", database.toString());
        Surroundings surroundings =
                new Surroundings(environment, InstantSource.system(), project, Optional.empty(), "bench");
        try (Workspace workspace = Workspace.open(project, surroundings)) {
            return workspace.run("ranker", Optional.of(AS_OF), Progress.NONE).result();
        }
    }
}
