package covey.stats.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static ProbabilitySample sample(double[] values, double pi) {
        double[] probabilities = new double[values.length];
        java.util.Arrays.fill(probabilities, pi);
        return new ProbabilitySample(values, probabilities, new int[values.length]);
    }

    @Test
    void aCensusHasNoError() {
        SurveyMean mean = Hajek.mean(sample(new double[] {1, 0, 1, 1}, 1));
        assertThat(mean.value()).isEqualTo(0.75);
        assertThat(mean.variance()).isZero();
        assertThat(mean.shareInterval(0.95).width()).isZero();
    }

    @Test
    void labelsThatAreAllAlikeStillHaveAnInterval() {
        SurveyMean mean = Hajek.mean(sample(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.01));
        assertThat(mean.shareInterval(0.95).upper()).isEqualTo(1);
        assertThat(mean.shareInterval(0.95).lower()).isBetween(0.6, 0.75);
    }

    @Test
    void shiftAndScaleCarryThrough() {
        double[] y = {1, 4, 2, 8, 5};
        double[] pi = {0.1, 0.5, 0.3, 0.9, 0.2};
        int[] strata = {0, 0, 0, 1, 1};
        SurveyMean plain = Hajek.mean(new ProbabilitySample(y, pi, strata));
        double[] moved = java.util.Arrays.stream(y).map(v -> 3 - 2 * v).toArray();
        SurveyMean other = Hajek.mean(new ProbabilitySample(moved, pi, strata));
        assertThat(other.value()).isCloseTo(3 - 2 * plain.value(), within(1e-12));
        assertThat(other.variance()).isCloseTo(4 * plain.variance(), within(1e-12));
    }

    @Test
    void probabilitiesOutsideTheUnitIntervalAreRefused() {
        assertThatThrownBy(() -> sample(new double[] {1, 0}, 0)).hasMessageContaining("inclusion probability 0.0");
        assertThatThrownBy(() -> sample(new double[] {1, 0}, 1.5)).hasMessageContaining("inclusion probability 1.5");
    }

    @Test
    void aStratumOfOneItemIsRefused() {
        assertThatThrownBy(() -> new ProbabilitySample(
                        new double[] {1, 0, 1}, new double[] {0.5, 0.5, 0.5}, new int[] {0, 0, 1}))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("stratum 1 has one item");
    }

    @Test
    void aJudgeWithoutErrorIsRefusedAndAConstantOneIsNotBelieved() {
        double[] y = {1, 0, 1, 1, 0, 1, 0, 0, 1, 1};
        assertThatThrownBy(() -> PredictionPowered.mean(sample(y, 0.1), y, 0.6))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("differ on 0 of 10");
        PredictionPowered.Estimate constant =
                PredictionPowered.mean(sample(y, 0.1), new double[] {.5, .5, .5, .5, .5, .5, .5, .5, .5, .5}, 0.5);
        assertThat(constant.lambda()).isZero();
        assertThat(constant.mean().value()).isEqualTo(0.6);
    }

    @Test
    void itemsGoWhereTheyTellMost() {
        NeymanAllocation plan =
                new NeymanAllocation(new long[] {8000, 1900, 100, 1}, new double[] {0.2, 0.5, 0.5, 0.5});
        assertThat(plan.items(100)).containsExactly(61, 36, 2, 1);
        assertThat(new NeymanAllocation(new long[] {3, 4}, new double[] {1, 1}).items(100))
                .containsExactly(3, 4);
        // Cochran (1977), 5.9: (.8·.2 + .19·.5 + …)² / (V + Σ W S²/N)
        assertThat(new NeymanAllocation(new long[] {1_000_000}, new double[] {0.5}).required(0.025))
                .isEqualTo(400);
    }

    @Test
    void ratersByReliability() {
        assertThat(SpearmanBrown.reliability(0.5, 2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(SpearmanBrown.raters(0.5, 0.8)).isEqualTo(4);
        assertThat(SpearmanBrown.raters(0.9, 0.8)).isEqualTo(1);
    }
}
