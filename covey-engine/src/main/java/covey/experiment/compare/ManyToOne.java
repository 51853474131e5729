package covey.experiment.compare;

import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Monitor;
import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.power.Dunnett;
import java.util.List;

/**
 * The arms of one metric against the control that they share, by Dunnett's single-step comparison on the deviates of their
 * tests.
 *
 * <p>The differences of two arms are correlated by {@code b_i b_j}, {@code b_i²} the part that the control has in the
 * variance of difference i, from the unadjusted means: an adjustment is taken to leave that part as it is. Of m metrics
 * each has the error α/m.
 *
 * @param dunnett the comparison
 * @param metrics metrics among which the error is shared
 */
record ManyToOne(Dunnett dunnett, int metrics) {
    private static final double LEAST = 1e-6;

    static ManyToOne of(List<Effect> arms, int metrics) {
        double[] parts = arms.stream().mapToDouble(ManyToOne::part).toArray();
        return new ManyToOne(Dunnett.sharing(Double.POSITIVE_INFINITY, parts), metrics);
    }

    private static double part(Effect effect) {
        Contrast plain = effect.unadjusted().orElse(effect).contrast();
        return Math.clamp(plain.baselineVariance() / plain.variance(), LEAST, 1 - LEAST);
    }

    /** The corrected p-value of a test. */
    double adjusted(Effect effect) {
        double z = Monitor.deviate(effect.test());
        return Math.min(1, metrics * dunnett.pValue(z, Alternative.TWO_SIDED));
    }

    /** Level of the single interval that covers together with those of the other arms and metrics. */
    double drawn(double level) {
        return 1 - dunnett.perComparison((1 - level) / metrics, Alternative.TWO_SIDED);
    }
}
