package covey.ranking.evaluate;

import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.PairedTotals;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.paired.RandomizedTukey;
import covey.stats.paired.SignFlipTest;
import covey.stats.paired.UnitBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** The same comparisons by resampling of units: {@code permutation}, {@code bootstrap}, and {@code tukey} over all pairs. */
final class ResampledRows {
    private static final String TUKEY = "randomised Tukey HSD by unit";

    private final RankingSpec spec;
    private final ComparisonRows rows;
    private final RandomGenerator random;
    private final double level;

    ResampledRows(RankingSpec spec, ComparisonRows rows, RandomGenerator random) {
        this.spec = spec;
        this.rows = rows;
        this.random = random;
        this.level = spec.study().context().level();
    }

    /** Permutation test and bootstrap interval of a comparison that has a number. */
    List<Outcome> of(Hypothesis hypothesis) {
        if (hypothesis.contrast().isEmpty()) {
            return List.of();
        }
        Contrast contrast = hypothesis.contrast().get();
        PairedTotals totals = hypothesis.paired();
        SignFlipTest flips = SignFlipTest.of(totals.difference(), spec.resamples(), random);
        Test test = new Test(
                "sign-flip permutation by unit, " + (flips.exact() ? "all " : "") + flips.draws() + " draws",
                flips.statistic(),
                OptionalDouble.empty(),
                flips.pValue(),
                Optional.empty());
        UnitBootstrap bootstrap = UnitBootstrap.of(
                totals.baseline(), totals.difference(), totals.observations(), spec.resamples(), random);
        List<Outcome> outcomes = new ArrayList<>();
        for (Scale scale : List.of(Scale.DIFFERENCE, Scale.RELATIVE_DIFFERENCE)) {
            boolean relative = scale == Scale.RELATIVE_DIFFERENCE;
            if (relative && contrast.baseline() == 0) {
                continue;
            }
            double value = relative ? contrast.lift() : contrast.difference();
            outcomes.add(new Estimate(
                    rows.estimand("permutation", hypothesis, ComparisonRows.PAIRED, scale),
                    value,
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(test),
                    totals.units(),
                    spec.frame().adjustedBy()));
            Optional<Bounds> bounds = relative ? bootstrap.relative(level) : Optional.of(bootstrap.difference(level));
            bounds.ifPresent(b -> outcomes.add(new Estimate(
                    rows.estimand("bootstrap", hypothesis, ComparisonRows.PAIRED, scale),
                    value,
                    relative ? OptionalDouble.empty() : OptionalDouble.of(bootstrap.standardError()),
                    Optional.of(new Interval(
                            b.lower(),
                            b.upper(),
                            level,
                            Coverage.POINTWISE,
                            "percentile bootstrap by unit, " + spec.resamples() + " draws")),
                    Optional.empty(),
                    totals.units(),
                    spec.frame().adjustedBy())));
        }
        return outcomes;
    }

    /** All pairs of three systems and more; none for two. */
    List<Outcome> tukey(Hypothesis any, Subset subset, List<double[]> values) {
        if (values.size() < 3 || subset.units() < 2) {
            return List.of();
        }
        double[][] totals = values.stream().map(subset::totals).toArray(double[][]::new);
        RandomizedTukey tukey = RandomizedTukey.of(totals, subset.queries(), spec.resamples(), random);
        List<Outcome> outcomes = new ArrayList<>();
        for (int reference = 0; reference < totals.length; reference++) {
            for (int system = reference + 1; system < totals.length; system++) {
                outcomes.add(pair(any, tukey, system, reference, subset.units()));
            }
        }
        return outcomes;
    }

    private Outcome pair(Hypothesis any, RandomizedTukey tukey, int system, int reference, int units) {
        List<String> systems = spec.systems();
        String against = systems.get(reference);
        double difference = tukey.difference(system, reference);
        double half = tukey.range(level);
        return new Estimate(
                new Estimand(
                        "tukey",
                        any.use().metric().name(),
                        reference == 0 ? ComparisonRows.PAIRED : "pairwise_difference",
                        Scale.DIFFERENCE,
                        systems.get(system),
                        against,
                        "",
                        reference == 0 ? Map.of() : Map.of("against", against),
                        any.use().metric().unit()),
                difference,
                OptionalDouble.empty(),
                Optional.of(new Interval(difference - half, difference + half, level, Coverage.SIMULTANEOUS, TUKEY)),
                Optional.of(new Test(
                        TUKEY + " over " + systems.size() + " systems, " + spec.resamples() + " draws",
                        difference,
                        OptionalDouble.empty(),
                        tukey.pValue(system, reference),
                        Optional.empty())),
                units,
                spec.frame().adjustedBy());
    }
}
