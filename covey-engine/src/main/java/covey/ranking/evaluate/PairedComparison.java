package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.method.Study.MetricUse;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.interval.Bounds;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Levels of each system and the paired difference of each candidate from the baseline, over the same queries. */
final class PairedComparison {
    /** Name of the mean of a system. */
    static final String MEAN = "mean";

    /** Name of the mean difference over the same queries. */
    static final String PAIRED = "paired_difference";

    private static final String METHOD = "paired t, clustered by unit";

    private final RankingSpec spec;
    private final RankingData data;
    private final int[] counted;

    /**
     * @param counted queries that count
     */
    PairedComparison(RankingSpec spec, RankingData data, int[] counted) {
        this.spec = spec;
        this.data = data;
        this.counted = counted;
    }

    /**
     * The rows of one metric.
     *
     * @param values per system, the baseline first, then per counted query
     */
    List<Outcome> rows(MetricUse use, List<double[]> values) {
        List<Outcome> rows = new ArrayList<>();
        List<String> systems = spec.systems();
        for (int s = 0; s < systems.size(); s++) {
            rows.add(level(use, systems.get(s), values.get(s)));
        }
        for (int s = 1; s < systems.size(); s++) {
            rows.addAll(differences(use, systems.get(s), values.getFirst(), values.get(s)));
        }
        return rows;
    }

    private Estimand estimand(MetricUse use, String name, Scale scale, String system) {
        String reference = scale == Scale.LEVEL ? "" : spec.systems().getFirst();
        return new Estimand(
                "main",
                use.metric().name(),
                name,
                scale,
                system,
                reference,
                "",
                Map.of(),
                scale == Scale.RELATIVE_DIFFERENCE ? "" : use.metric().unit());
    }

    private Outcome level(MetricUse use, String system, double[] values) {
        Estimand estimand = estimand(use, MEAN, Scale.LEVEL, system);
        try {
            // the mean is the difference from nothing
            Contrast mean = PairedDifference.contrast(clusters(null, values));
            return estimate(estimand, mean.difference(), mean, mean.interval(level()), null);
        } catch (DegenerateDataException e) {
            return missing(estimand, e);
        }
    }

    private List<Outcome> differences(MetricUse use, String system, double[] baseline, double[] candidate) {
        Estimand difference = estimand(use, PAIRED, Scale.DIFFERENCE, system);
        Estimand relative = estimand(use, PAIRED, Scale.RELATIVE_DIFFERENCE, system);
        try {
            Contrast contrast = PairedDifference.contrast(clusters(baseline, candidate));
            Test test = new Test(
                    METHOD,
                    contrast.statistic(),
                    OptionalDouble.of(contrast.df()),
                    contrast.pValue(),
                    Optional.empty());
            List<Outcome> rows = new ArrayList<>();
            rows.add(estimate(difference, contrast.difference(), contrast, contrast.interval(level()), test));
            rows.add(relative(relative, contrast, test));
            return rows;
        } catch (DegenerateDataException e) {
            return List.of(missing(difference, e), missing(relative, e));
        }
    }

    private Outcome relative(Estimand estimand, Contrast contrast, Test test) {
        Optional<Bounds> fieller = contrast.baseline() == 0 ? Optional.empty() : contrast.fieller(level());
        if (fieller.isEmpty()) {
            return new NotEstimable(
                    estimand,
                    Reason.ZERO_BASELINE,
                    "the baseline's value " + contrast.baseline() + " cannot be told from zero",
                    "read the difference");
        }
        return new Estimate(
                estimand,
                contrast.lift(),
                OptionalDouble.empty(),
                Optional.of(new Interval(
                        fieller.get().lower(),
                        fieller.get().upper(),
                        level(),
                        Coverage.POINTWISE,
                        "Fieller, " + METHOD)),
                Optional.of(test),
                counted.length,
                "");
    }

    private Estimate estimate(Estimand estimand, double value, Contrast contrast, Bounds bounds, @Nullable Test test) {
        return new Estimate(
                estimand,
                value,
                OptionalDouble.of(contrast.standardError()),
                Optional.of(new Interval(bounds.lower(), bounds.upper(), level(), Coverage.POINTWISE, METHOD)),
                Optional.ofNullable(test),
                counted.length,
                "");
    }

    private static NotEstimable missing(Estimand estimand, DegenerateDataException e) {
        Reason reason = e.reason() == DegenerateDataException.Reason.ZERO_VARIANCE
                ? Reason.ZERO_VARIANCE
                : Reason.TOO_FEW_UNITS;
        return new NotEstimable(estimand, reason, String.valueOf(e.getMessage()), "look at the lists of both systems");
    }

    private double level() {
        return spec.study().context().level();
    }

    /** Totals of each unit: baseline, candidate − baseline, queries. */
    private Moments clusters(double @Nullable [] baseline, double[] candidate) {
        int units = data.queries().unitCount();
        double[][] totals = new double[3][units];
        for (int c = 0; c < counted.length; c++) {
            int unit = data.queries().units().at(counted[c]);
            double b = baseline == null ? 0 : baseline[c];
            totals[0][unit] += b;
            totals[1][unit] += candidate[c] - b;
            totals[2][unit]++;
        }
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < units; u++) {
            if (totals[2][u] > 0) {
                moments.add(totals[0][u], totals[1][u], totals[2][u]);
            }
        }
        return moments.moments();
    }
}
