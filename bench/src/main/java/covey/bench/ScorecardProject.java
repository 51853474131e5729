package covey.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * A database with events of two weeks before and two weeks of an experiment, and the project that measures it.
 *
 * @param folder the project folder
 * @param database the database file
 */
record ScorecardProject(Path folder, Path database) {
    private static final List<String> FILES =
            List.of("covey.yml", "profiles.yml", "models/core.yml", "metrics/all.yml", "studies/ranker.yml");

    /** Writes both into an empty folder; the numbers come from hashes of the row number, the same in every run. */
    static ScorecardProject write(Path folder, long events, long users) throws IOException, SQLException {
        Path project = folder.resolve("project");
        for (String name : FILES) {
            Path file = project.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, Resource.text("scorecard/" + name));
        }
        Path database = folder.resolve("events.duckdb");
        String script = Resource.text("data.sql")
                .replace("$events", Long.toString(events))
                .replace("$users", Long.toString(users));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
        return new ScorecardProject(project, database);
    }
}
