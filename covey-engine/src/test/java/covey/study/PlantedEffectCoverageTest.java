package covey.study;

import static org.assertj.core.api.Assertions.assertThat;

import covey.result.Estimate;
import covey.result.StudyResult;
import covey.world.DemoProject;
import covey.world.Progress;
import covey.world.WorldSize;
import covey.world.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage of the whole chain: simulated networks of many seeds, through files, SQL and estimators, against their
 * truth. Estimates of one network are correlated, so that the bands are wider than a binomial's.
 */
@Tag("slow")
class PlantedEffectCoverageTest {
    private static final int SEEDS = 12;

    @TempDir
    Path folder;

    @Test
    void intervalsCoverTheTruthAsOftenAsTheyPromise() throws IOException {
        List<Double> scores = new ArrayList<>();
        int covered = 0;
        for (int seed = 100; seed < 100 + SEEDS; seed++) {
            Path project = folder.resolve("network" + seed);
            WorldSize size = new WorldSize("test", 6_000, 0.125, 4.2, 6);
            Truth truth = DemoProject.write(project, size, seed, Progress.NONE);
            Surroundings surroundings = new Surroundings(
                    Map.of("HOME", folder.toString()),
                    InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")),
                    folder,
                    Optional.empty(),
                    "test");
            try (Workspace workspace = Workspace.open(project, surroundings)) {
                for (String name : List.of("new_ranker", "quiet_feed", "paid_boost", "fresh_look", "local_topics")) {
                    StudyResult result = workspace
                            .run(name, Optional.empty(), covey.study.Progress.NONE)
                            .result();
                    for (Truth.Effect effect :
                            truth.experiment(name).orElseThrow().effects()) {
                        Optional<Estimate> estimate = effect.scale() == Truth.Scale.ABSOLUTE
                                ? DemoTruthTest.estimate(result, effect)
                                : Optional.empty();
                        if (estimate.isEmpty() || estimate.get().standardError().isEmpty()) {
                            continue;
                        }
                        scores.add((estimate.get().value() - effect.value())
                                / estimate.get().standardError().orElseThrow());
                        covered += estimate.get().interval().orElseThrow().contains(effect.value()) ? 1 : 0;
                    }
                }
            }
        }
        double mean = scores.stream().mapToDouble(z -> z).average().orElseThrow();
        double square = scores.stream().mapToDouble(z -> z * z).average().orElseThrow();
        assertThat(scores).hasSizeGreaterThan(400);
        assertThat((double) covered / scores.size()).isBetween(0.925, 0.975);
        assertThat(mean).isBetween(-0.25, 0.25);
        assertThat(Math.sqrt(square - mean * mean)).isBetween(0.88, 1.12);
    }
}
