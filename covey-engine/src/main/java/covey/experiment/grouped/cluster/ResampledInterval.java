package covey.experiment.grouped.cluster;

import covey.experiment.compare.effect.OwnInterval;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.cluster.InvertedTest;
import covey.stats.design.cluster.WildClusterBootstrap;
import covey.stats.interval.Bounds;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Test of no effect against samples, and interval by its inversion. The lift takes the critical value of no effect, so that its
 * Fieller interval holds zero exactly when the test does not reject.
 *
 * @param inverted test of the difference
 */
public record ResampledInterval(InvertedTest inverted) implements OwnInterval {
    @Override
    public String name() {
        return method() + ", inverted";
    }

    private String method() {
        return switch (inverted) {
            case WildClusterBootstrap _ -> "wild cluster bootstrap";
            case ClusterRandomization _ -> "randomisation test";
        };
    }

    @Override
    public Optional<Bounds> difference(double level) {
        return inverted.interval(level);
    }

    @Override
    public Contrast lifted(Contrast contrast, double level) {
        double ratio = inverted.critical(level)
                * inverted.standardError()
                / (contrast.critical(level) * contrast.standardError());
        double by = ratio * ratio;
        return Double.isFinite(by)
                ? new Contrast(
                        contrast.difference(),
                        by * contrast.variance(),
                        contrast.df(),
                        contrast.baseline(),
                        by * contrast.baselineVariance(),
                        by * contrast.covariance())
                : contrast;
    }

    /** The test of no effect. */
    public Test test() {
        String samples = switch (inverted) {
            case WildClusterBootstrap wild -> " samples of " + named(wild) + " weights";
            case ClusterRandomization _ -> " assignments";
        };
        return new Test(
                method() + ", " + (inverted.enumerated() ? "all " : "") + inverted.samples() + samples
                        + (inverted.enumerated() ? "" : " drawn"),
                inverted.statistic(0),
                OptionalDouble.empty(),
                inverted.pValue(0),
                Optional.empty());
    }

    private static String named(WildClusterBootstrap wild) {
        String weights = wild.weights().name();
        return weights.charAt(0) + weights.substring(1).toLowerCase(Locale.ROOT);
    }
}
