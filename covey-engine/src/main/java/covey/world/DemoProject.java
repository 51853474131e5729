package covey.world;

import covey.world.truth.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project folder that reads a simulated network: models, metrics, one study an experiment. */
public final class DemoProject {
    /** Where the tables and {@code truth.yml} lie, within the folder. */
    public static final String DATA = "data";

    /** Files of the project, in reading order. */
    static final List<String> FILES = List.of(
            "README.md",
            "covey.yml",
            "models/core.yml",
            "metrics/engagement.yml",
            "metrics/retention.yml",
            "metrics/money.yml",
            "metrics/performance.yml",
            "metrics/feedback.yml",
            "studies/new_ranker.yml",
            "studies/quiet_feed.yml",
            "studies/paid_boost.yml",
            "studies/broken_split.yml",
            "studies/fresh_look.yml",
            "studies/local_topics.yml",
            "studies/leaky_assignment.yml",
            "studies/italic_titles.yml",
            "studies/push_pacing.yml",
            "studies/explorer_shared.yml",
            "studies/explorer_diverted.yml",
            "studies/candidates.yml",
            "studies/communities_v2.yml",
            "studies/interest_labels.yml");

    private DemoProject() {}

    /**
     * Lays down the project's files and makes its data. Project files that are there already stay as they are; the data
     * are made anew.
     *
     * @return the truth, also in {@code data/truth.yml}
     */
    public static Truth write(Path folder, WorldSize size, long seed, Progress progress) throws IOException {
        files(folder);
        return World.make(size, seed, folder.resolve(DATA), WorldFormat.PARQUET, progress);
    }

    /** Lays down the project's files without data. */
    public static void files(Path folder) throws IOException {
        for (String name : FILES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                continue;
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (InputStream in = DemoProject.class.getResourceAsStream("demo/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the demo file " + name + " is missing from this build");
                }
                Files.copy(in, file);
            }
        }
    }
}
