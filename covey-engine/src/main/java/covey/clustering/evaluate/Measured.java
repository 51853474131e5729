package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A metric of both versions and the difference of the two.
 *
 * @param planned the metric
 * @param baseline its value before
 * @param candidate its value now
 * @param contrast the difference; empty when it has no sampling error
 * @param fault why there is no number; empty when there is one
 * @param method how errors are found, by name
 * @param n entities or users behind it
 */
record Measured(
        Planned planned,
        Optional<Level> baseline,
        Optional<Level> candidate,
        Optional<Contrast> contrast,
        Optional<Fault> fault,
        String method,
        long n) {
    /**
     * A value of one version.
     *
     * @param value the value
     * @param error the value as a difference from nothing; empty when it has no sampling error
     */
    record Level(double value, Optional<Contrast> error) {
        static Level of(double value, Supplier<Contrast> error) {
            return new Level(value, held(error));
        }

        static Level exact(double value) {
            return new Level(value, Optional.empty());
        }
    }

    /** A metric without a number. */
    static Measured missing(Planned planned, Fault fault) {
        return new Measured(planned, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(fault), "", 0);
    }

    /** A metric of both. */
    static Measured of(
            Planned planned, Level baseline, Level candidate, Supplier<Contrast> contrast, String method, long n) {
        return new Measured(
                planned, Optional.of(baseline), Optional.of(candidate), held(contrast), Optional.empty(), method, n);
    }

    /** A number that nothing moves has no error. */
    private static Optional<Contrast> held(Supplier<Contrast> contrast) {
        try {
            return Optional.of(contrast.get());
        } catch (DegenerateDataException _) {
            return Optional.empty();
        }
    }
}
