package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.effect.Effect;
import covey.experiment.spec.ExperimentSpec;
import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.SpendingFunction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half of 20,000 planned units at a standard error of .02, then information other than was planned. */
class OffThePlanTest {
    private static final double ERROR = 0.02;
    private static final double UNITS = 10_000;

    private static Standing standing(String asOf, double units, double error) {
        ExperimentSpec spec = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .set("monitoring", "maximum.units", 20_000)
                .asOf(asOf)
                .plain();
        Look first = new Look(
                "2026-03-08T00:00:00Z",
                "r",
                "clicks",
                "treatment",
                0.02,
                ERROR,
                1,
                UNITS,
                0.5,
                LookHistory.Last.INTERIM,
                2.96,
                "continue",
                20_000,
                Monitor.plan(spec));
        Contrast now = new Contrast(0.03, error * error, 1e9, 10, 1e-4, 0);
        return new Monitor(spec, new LookHistory(List.of(first)), units, 1)
                .standing(spec.metrics().getFirst(), "treatment", Effect.plain(now, "t", Math.round(units)));
    }

    /** The period ends short of the units, or the units come before its end: all error is spent at what there is. */
    @ParameterizedTest
    @CsvSource({"2026-03-15T00:00:00Z, 14000, 70%", "2026-03-12T00:00:00Z, 24000, 120%"})
    void theLastLookSpendsWhatIsLeftAtItsOwnInformation(String asOf, double units, String said) {
        double error = ERROR / Math.sqrt(units / UNITS);
        Standing standing = standing(asOf, units, error);
        assertThat(standing.path().last()).isEqualTo(Last.FINAL);
        GroupSequentialDesign design =
                GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming());
        double expected = design.bounds(new double[] {1, units / UNITS}, new double[] {0.5, units / 20_000}, Last.FINAL)
                .looks()
                .getLast()
                .efficacy();
        assertThat(standing.verdict().bound()).isCloseTo(expected, within(1e-9));
        assertThat(((Rule.GroupSequential) standing.rule()).spent(standing.path(), 0.05))
                .isCloseTo(0.05, within(1e-12));
        assertThat(LookWords.sentence(standing))
                .contains("the plan ended at " + said + " of its 20000.0 units", "the error that was left");
    }

    /** The variance of a unit grew: the score says how much evidence came in, and the bound is that of its growth. */
    @Test
    void informationThatFellIsTakenFromTheScore() {
        Standing standing = standing("2026-03-10T00:00:00Z", 12_000, 0.021);
        double growth = Math.pow(12_000 * 0.021 / (UNITS * ERROR), 2);
        double expected = GroupSequentialDesign.of(
                        0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming())
                .bounds(new double[] {1, growth}, new double[] {0.5, 0.6}, Last.INTERIM)
                .looks()
                .getLast()
                .efficacy();
        assertThat(standing.verdict().bound()).isCloseTo(expected, within(1e-9));
        assertThat(LookWords.sentence(standing))
                .contains("1/variance fell from 2.50e+03 to 2.27e+03", "as its score did");
    }

    @Test
    void aLookAtLessThanBeforeDecidesAndSpendsNothing() {
        Standing standing = standing("2026-03-10T00:00:00Z", 9_000, 0.021);
        assertThat(standing.verdict().bound()).isInfinite();
        assertThat(((Rule.GroupSequential) standing.rule()).spent(standing.path(), 0.05))
                .isEqualTo(((Rule.GroupSequential) standing.rule())
                        .spent(standing.path().until(1), 0.05));
        assertThat(LookWords.sentence(standing)).contains("adds nothing, decides nothing and spends nothing");
    }
}
