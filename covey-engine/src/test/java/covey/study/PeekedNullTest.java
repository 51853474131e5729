package covey.study;

import static org.assertj.core.api.Assertions.assertThat;

import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A null of the demo, read daily through the whole engine: every look is paid for and none leaves zero. */
class PeekedNullTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void dailyLooksPayForThemselves() {
        ProjectSetup.demo(folder, "small", 1, Progress.NONE);
        int looks = 0;
        int tempted = 0;
        try (Workspace workspace = Workspace.open(
                folder, new Surroundings(Map.of("HOME", folder.toString()), CLOCK, folder, Optional.empty(), "test"))) {
            Instant start = Instant.parse("2026-03-01T00:00:00Z");
            for (int day = 1; day <= 14; day++) {
                StudyResult result = workspace
                        .run("italic_titles", Optional.of(start.plus(Duration.ofDays(day))), Progress.NONE)
                        .result();
                Optional<Estimate> main = effect(result);
                if (main.isEmpty()) {
                    continue; // too few units on the first day
                }
                looks++;
                assertThat(main.get().interval().orElseThrow().contains(0))
                        .as("day " + day)
                        .isTrue();
                Interval repeated = main.get().interval().orElseThrow();
                double naive = 1.96 * main.get().standardError().orElseThrow();
                tempted += Math.abs(main.get().value()) < naive ? 0 : 1;
                assertThat(repeated.upper() - repeated.lower()).isGreaterThan(2 * naive);
            }
        }
        assertThat(looks).isGreaterThan(10);
        assertThat(tempted)
                .as("days on which the interval made for one look leaves zero")
                .isBetween(2, 8);
    }

    private static Optional<Estimate> effect(StudyResult result) {
        for (Outcome outcome : result.outcomes()) {
            boolean asked = outcome.estimand().analysis().equals("main")
                    && outcome.estimand().metric().equals("clicks")
                    && outcome.estimand().name().equals("ate")
                    && outcome.estimand().scale() == Scale.DIFFERENCE
                    && outcome.estimand().segment().isEmpty();
            if (asked && outcome instanceof Estimate estimate) {
                return Optional.of(estimate);
            }
        }
        return Optional.empty();
    }
}
