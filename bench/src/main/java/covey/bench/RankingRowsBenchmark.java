package covey.bench;

import covey.result.StudyResult;
import covey.study.Progress;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A ranking evaluation of two systems over lists in Parquet, from the project's files to the stored result, in this process: give
 * it the heap that is to be enough.
 */
public final class RankingRowsBenchmark {
    private static final String MODELS =
            """
            models:
              - name: truth
                columns: [{name: user_id, entity: {name: user, type: foreign}}]
              - name: current
                columns: [{name: user_id, entity: {name: user, type: foreign}}]
              - name: candidate
                columns: [{name: user_id, entity: {name: user, type: foreign}}]
            """;
    private static final String STUDY =
            """
            kind: ranking_evaluation
            name: rows
            unit: user
            period: {start: 2026-02-16, end: 2026-02-23}
            truth: {model: truth, item: item_id, grade: grade}
            systems:
              current: {model: current, role: baseline}
              candidate: {model: candidate}
            analysis: {most_rows: 1000000000}
            metrics: {primary: [ndcg@10], secondary: [map, recall@100, mrr]}
            """;

    private RankingRowsBenchmark() {}

    /**
     * Writes the data and runs the study.
     *
     * @param arguments users of each system, items of each list, a folder that is new or empty and is left there
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        long users = Long.parseLong(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2])).toAbsolutePath();
        write(folder, users, length);
        long begin = System.nanoTime();
        Surroundings surroundings =
                new Surroundings(Map.of(), InstantSource.system(), folder, Optional.empty(), "bench");
        try (Workspace workspace = Workspace.open(folder, surroundings)) {
            StudyResult result = workspace
                    .run("rows", Optional.of(Instant.parse("2026-03-01T00:00:00Z")), Progress.NONE)
                    .result();
            System.out.printf(
                    Locale.ROOT,
                    "rows %d, outcomes %d, %.1f s%n",
                    2 * users * length,
                    result.outcomes().size(),
                    (System.nanoTime() - begin) / 1e9);
        }
        System.out.println(Footprint.ofThisProcess().line());
    }

    /** Lists of a hundred thousand items by a hash of user and rank; ten items a user are relevant, some of them listed. */
    private static void write(Path folder, long users, int length) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("models"));
        Files.createDirectories(folder.resolve("studies"));
        Files.writeString(
                folder.resolve("covey.yml"),
                "name: rows\nversion: 1\ntimezone: UTC\nfiles: {truth: truth.parquet, current: current.parquet,"
                        + " candidate: candidate.parquet}\n");
        Files.writeString(folder.resolve("models/core.yml"), MODELS);
        Files.writeString(folder.resolve("studies/rows.yml"), STUDY);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '4GB'");
            lists(statement, folder.resolve("current.parquet"), users, length, 1);
            lists(statement, folder.resolve("candidate.parquet"), users, length, 2);
            statement.execute(String.format(
                    Locale.ROOT,
                    "COPY (SELECT u.range AS user_id, hash(u.range * 1000 + 7 * r.range * (u.range %% 3 + 1)) %% 100000 AS item_id,"
                            + " 1 + r.range %% 2 AS grade FROM range(%d) AS u, range(10) AS r) TO '%s' (FORMAT parquet)",
                    users,
                    folder.resolve("truth.parquet")));
        }
    }

    private static void lists(Statement statement, Path file, long users, int length, int system) throws SQLException {
        statement.execute(String.format(
                Locale.ROOT,
                "COPY (SELECT u.range AS user_id, hash(u.range * 1000 + r.range * %d) %% 100000 AS item_id,"
                        + " CAST(%d - r.range AS DOUBLE) AS score FROM range(%d) AS u, range(%d) AS r) TO '%s' (FORMAT parquet)",
                system,
                length,
                users,
                length,
                file));
    }
}
