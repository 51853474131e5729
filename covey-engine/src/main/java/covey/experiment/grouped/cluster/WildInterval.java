package covey.experiment.grouped.cluster;

import covey.experiment.compare.effect.OwnInterval;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.design.cluster.WildClusterBootstrap;
import covey.stats.interval.Bounds;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Test and interval of a wild cluster bootstrap. The lift takes the bootstrap's critical value of no effect, so that its
 * Fieller interval holds zero exactly when the test does not reject.
 *
 * @param bootstrap of the difference
 */
public record WildInterval(WildClusterBootstrap bootstrap) implements OwnInterval {
    @Override
    public String name() {
        return "wild cluster bootstrap, test inverted";
    }

    @Override
    public Optional<Bounds> difference(double level) {
        return bootstrap.interval(level);
    }

    @Override
    public Contrast lifted(Contrast contrast, double level) {
        double ratio = bootstrap.critical(level)
                * bootstrap.standardError()
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
        String weights = bootstrap.weights().name();
        return new Test(
                "wild cluster bootstrap, " + (bootstrap.enumerated() ? "all " : "") + bootstrap.samples()
                        + " samples of " + weights.charAt(0)
                        + weights.substring(1).toLowerCase(Locale.ROOT) + " weights"
                        + (bootstrap.enumerated() ? "" : " drawn"),
                bootstrap.estimate() / bootstrap.standardError(),
                OptionalDouble.empty(),
                bootstrap.pValue(0),
                Optional.empty());
    }
}
