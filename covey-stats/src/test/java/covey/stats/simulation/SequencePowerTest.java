package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.AsymptoticConfidenceSequence;
import covey.stats.sequential.ConfidenceSequence;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.MixtureSprt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a plan promises of a confidence sequence is what the sequence does, look by look. */
class SequencePowerTest {
    private static final int LOOKS = 14;
    private static final double[] FRACTIONS = SequentialErrorTest.equal(LOOKS);
    private static final GroupSequentialBounds PLANNED = ConfidenceSequence.planned(0.05, 0.05, FRACTIONS);
    private static final double FIXED = Normal.quantile(0.8) - Normal.quantile(0.025);

    @Test
    void powerAndErrorAreAsPromised() {
        double drift = FIXED * Math.sqrt(PLANNED.inflation(0.8));
        AsymptoticConfidenceSequence byUnits = AsymptoticConfidenceSequence.tunedAt(0.05, Alternative.TWO_SIDED, 1000);
        MixtureSprt byInformation = MixtureSprt.tunedAt(0.05, Alternative.TWO_SIDED, 1);
        for (ConfidenceSequence sequence : new ConfidenceSequence[] {byUnits, byInformation}) {
            Coverage.of("power of a sequence", 211, random -> crosses(sequence, random, drift) < LOOKS)
                    .isBetween(0.8 - 0.012, 0.8 + 0.012);
            double error = PLANNED.crossing(0).rejection();
            assertThat(error).isLessThan(0.05);
            Coverage.of("error of a sequence", 212, random -> crosses(sequence, random, 0) == LOOKS)
                    .isBetween(1 - error - 0.006, 1 - error + 0.006);
        }
    }

    @Test
    void theExpectedTimeOfStoppingIsAsPromised() {
        double drift = FIXED * Math.sqrt(PLANNED.inflation(0.8));
        MixtureSprt sequence = MixtureSprt.tunedAt(0.05, Alternative.TWO_SIDED, 1);
        double[] sum = new double[1];
        Coverage.of("time of stopping", 213, random -> {
            sum[0] += Math.min(1, (crosses(sequence, random, drift) + 1.0) / LOOKS);
            return true;
        });
        assertThat(sum[0] / Coverage.REPLICATES)
                .isCloseTo(PLANNED.crossing(drift).expectedFraction(), within(0.008));
    }

    /** Index of the first look whose interval leaves zero out; the number of looks when none does. */
    private static int crosses(ConfidenceSequence sequence, RandomGenerator random, double drift) {
        double score = 0;
        for (int k = 0; k < LOOKS; k++) {
            score += SequentialErrorTest.step(random, 1.0 / LOOKS, drift);
            double t = FRACTIONS[k];
            if (!sequence.interval(new InterimEstimate(score / t, 1 / Math.sqrt(t), 1000 * t))
                    .contains(0)) {
                return k;
            }
        }
        return LOOKS;
    }
}
