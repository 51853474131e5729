package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.method.Working;
import covey.ranking.compare.Hypothesis;
import covey.ranking.evaluate.RankingSpec.Beyond;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.trend.CategoryEntropyTrend;
import covey.ranking.trend.UserTrends;
import covey.stats.compare.Contrast;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a paired difference came about: sums over units, and the formula with them. */
final class RankingWorkings {
    private final RankingSpec spec;

    RankingWorkings(RankingSpec spec) {
        this.spec = spec;
    }

    List<Working> of(RankingData data, Working.Asked number, int[] counted) {
        int system = spec.systems().indexOf(number.arm());
        for (Beyond beyond : spec.beyond()) {
            if (beyond.metric() instanceof CategoryEntropyTrend trend
                    && beyond.use().metric().name().equals(number.metric())) {
                return trend(data, beyond, trend, counted, system);
            }
        }
        List<Planned> planned = spec.metrics().stream()
                .filter(m -> m.use().metric().name().equals(number.metric()))
                .toList();
        if (planned.isEmpty() || system < 1) {
            return List.of();
        }
        Subset subset =
                number.segment().isEmpty() ? Subset.all(data, counted) : segment(data, counted, number.segment());
        double[] baseline = QueryValues.of(
                data,
                data.systems().getFirst(),
                counted,
                List.of(planned.getFirst().metric()))[0];
        double[] candidate = QueryValues.of(
                data,
                data.systems().get(system),
                counted,
                List.of(planned.getFirst().metric()))[0];
        return of(
                Hypothesis.of(
                        planned.getFirst().use(), number.arm(), number.segment(), subset.paired(baseline, candidate)),
                assumptions());
    }

    private List<Working> trend(
            RankingData data, Beyond planned, CategoryEntropyTrend trend, int[] counted, int system) {
        if (system < 1 || UserTrends.weeks(data) < CategoryEntropyTrend.FEWEST) {
            return List.of();
        }
        List<double[]> values = UserTrends.of(data, counted, trend);
        Subset subset = Subset.defined(data, counted, values);
        return of(
                Hypothesis.of(
                        planned.use(),
                        spec.systems().get(system),
                        "",
                        subset.paired(values.getFirst(), values.get(system))),
                new Working("Assumptions", """
                        units are independent (weeks and queries of one unit need not be); a query's slopes are over the same weeks
                        under every system; which weeks a user is missing has nothing to do with what was shown; lists of all weeks
                        are as long, or reach the cutoff"""));
    }

    private List<Working> of(Hypothesis hypothesis, Working assumptions) {
        if (hypothesis.contrast().isEmpty()) {
            return List.of(
                    new Working("No number", hypothesis.fault().orElseThrow().message()));
        }
        return List.of(sums(hypothesis), formula(hypothesis), assumptions);
    }

    private static Subset segment(RankingData data, int[] counted, String segment) {
        for (Slices slices : Slices.of(data, counted)) {
            for (int v = 0; v < slices.values().size(); v++) {
                if (slices.segment(v).equals(segment)) {
                    return slices.subsets().get(v);
                }
            }
        }
        return Subset.of(data, counted, new int[0]);
    }

    private Working sums(Hypothesis h) {
        Moments m = h.paired().moments();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "units J = %d, queries N = Σ m = %d; per unit: b total of %s, d total of %s less b, m queries",
                h.paired().units(),
                h.paired().queries(),
                spec.systems().getFirst(),
                h.system()));
        lines.add(String.format(Locale.ROOT, "Σ b = %.8g, Σ d = %.8g", m.n() * m.mean(0), m.n() * m.mean(1)));
        lines.add(String.format(
                Locale.ROOT,
                "var(d) = %.8g, var(m) = %.8g, cov(d, m) = %.8g, var(b) = %.8g, cov(b, d) = %.8g",
                m.variance(1),
                m.variance(2),
                m.covariance(1, 2),
                m.variance(0),
                m.covariance(0, 1)));
        return new Working("Sums per unit", String.join("\n", lines));
    }

    private Working formula(Hypothesis h) {
        Contrast c = h.contrast().orElseThrow();
        double level = spec.study().context().level();
        double critical = c.critical(level);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "difference  δ = Σ d / N = %.8g, baseline β = Σ b / N = %.8g, relative δ / |β| = %s",
                c.difference(),
                c.baseline(),
                c.baseline() == 0 ? "not defined" : String.format(Locale.ROOT, "%.8g", c.lift())));
        lines.add(String.format(
                Locale.ROOT,
                "error       se² = [var(d) − 2δ cov(d, m) + δ² var(m)] / (J m̄²) = %.8g, se = %.8g",
                c.variance(),
                c.standardError()));
        lines.add(String.format(
                Locale.ROOT,
                "interval    δ ± t(%.4g, %.0f) se = %.8g ± %.6g × %.8g = [%.8g, %.8g]",
                (1 + level) / 2,
                c.df(),
                c.difference(),
                critical,
                c.standardError(),
                c.interval(level).lower(),
                c.interval(level).upper()));
        lines.add(String.format(
                Locale.ROOT, "test        t = δ / se = %.6g on %.0f df, p = %.4g", c.statistic(), c.df(), c.pValue()));
        return new Working("Formula", String.join("\n", lines));
    }

    private static Working assumptions() {
        return new Working("Assumptions", """
                units are independent (queries of one unit need not be); both systems ranked for the same queries
                (check same_queries); neither learnt from the period (check time_leakage); what is not judged counts as not
                relevant (analyses unjudged_worst_case and unjudged_best_case; unjudged_share)
                other arithmetic: permutation, bootstrap; per query: per_query.csv and worst.csv beside the result""");
    }
}
