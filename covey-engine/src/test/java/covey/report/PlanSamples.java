package covey.report;

import covey.result.StudyResult;
import covey.study.Progress;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A study that was planned, sized again from its effects and read between its looks, as Covey makes it: a hundred users a
 * day, one value each.
 */
public record PlanSamples(Path folder) {
    /** The project with its data. */
    public PlanSamples {
        try {
            write(folder, "covey.yml", """
                    name: p
                    version: 1
                    files: {events: events.csv, exposures: exposures.csv}
                    timezone: UTC
                    """);
            write(folder, "models/core.yml", """
                    models:
                      - name: events
                        agg_time_dimension: at
                        columns:
                          - {name: user_id, entity: {name: user, type: foreign}}
                          - {name: at, dimension: {type: time}, granularity: second}
                      - name: exposures
                        agg_time_dimension: exposed_at
                        columns:
                          - {name: user_id, entity: {name: user, type: foreign}}
                          - {name: arm, dimension: {type: categorical}}
                          - {name: exposed_at, dimension: {type: time}, granularity: second}
                    """);
            write(folder, "metrics/core.yml", """
                    metrics:
                      - {name: clicks, type: mean, model: events, agg: sum, expr: clicks, goal: increase}
                    """);
            write(folder, "studies/ranker.yml", """
                    kind: experiment
                    name: ranker
                    unit: user
                    period: {start: 2026-03-01, end: 2026-03-15}
                    treatment:
                      exposures: {model: exposures}
                      arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                    metrics: {primary: [{metric: clicks, mde: {absolute: 0.3}}]}
                    design:
                      history: {start: 2026-02-01, end: 2026-02-27}
                      re_estimate: {method: conditional, at: 0.5, most: 2}
                    analysis: {adjustment: none, window: 2d}
                    monitoring: {looks: weekly}
                    """);
            data(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void data(Path folder) throws IOException {
        StringBuilder events = new StringBuilder("user_id,at,clicks\n");
        StringBuilder exposures = new StringBuilder("user_id,arm,exposed_at\n");
        Instant first = Instant.parse("2026-02-01T00:00:00Z");
        for (int i = 0; i < 4200; i++) {
            Instant at = first.plusSeconds(864L * i);
            boolean running = i >= 2800;
            double clicks = 10 + 2 * (2.0 * (i / 2 % 25) / 24 - 1) + (running && i % 2 == 1 ? 0.13 : 0);
            events.append("u" + i + "," + at.plusSeconds(60) + "," + clicks + "\n");
            if (running) {
                exposures.append("u" + i + (i % 2 == 1 ? ",treatment," : ",control,") + at + "\n");
            }
        }
        write(folder, "events.csv", events.toString());
        write(folder, "exposures.csv", exposures.toString());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Workspace on(String instant) {
        InstantSource clock = InstantSource.fixed(Instant.parse(instant));
        return Workspace.open(folder, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
    }

    /** The plan, with its replay of the history. */
    public StudyResult plan() {
        try (Workspace workspace = on("2026-02-28T12:00:00Z")) {
            return workspace
                    .design("ranker", Optional.empty(), 50, Progress.NONE)
                    .result();
        }
    }

    /** What the registered look at the effects makes of the end. */
    public StudyResult reEstimated() {
        plan();
        try (Workspace workspace = on("2026-03-09T12:00:00Z")) {
            return workspace
                    .reEstimate("ranker", Optional.empty(), Progress.NONE)
                    .result();
        }
    }

    /** The first of two looks. */
    public StudyResult interim() {
        plan();
        try (Workspace workspace = on("2026-03-10T00:00:00Z")) {
            return workspace.run("ranker", Optional.empty(), Progress.NONE).result();
        }
    }
}
