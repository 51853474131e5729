package covey.experiment.grouped;

import covey.data.Groups;
import covey.data.Groups.GroupUnits;
import covey.experiment.check.Figures;
import covey.experiment.check.Finding;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.distribution.ChiSquared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the arms had the same shares in every stratum, by the chi-squared test of strata against arms. Where they had not,
 * whatever leaves the strata aside mixes their levels with the effect.
 *
 * @param pValue p-value of equal shares; 1 when there is nothing to test
 * @param extremes the strata with the smallest and the largest share of the last arm, in words
 */
record StratumShares(double pValue, String extremes) {
    private static final double THRESHOLD = 0.001;

    static StratumShares of(GroupedSpec spec, Groups groups) {
        List<String> arms =
                spec.experiment().arms().stream().map(Study.Arm::name).toList();
        Map<String, double[]> counts = new TreeMap<>();
        for (GroupUnits cell : groups.units()) {
            int arm = arms.indexOf(cell.arm());
            if (arm >= 0) {
                counts.computeIfAbsent(cell.stratum(), _ -> new double[arms.size()])[arm] += cell.units();
            }
        }
        double[] total = new double[arms.size()];
        counts.values().forEach(row -> {
            for (int i = 0; i < total.length; i++) {
                total[i] += row[i];
            }
        });
        double all = sum(total);
        double statistic = 0;
        for (double[] row : counts.values()) {
            for (int i = 0; i < total.length; i++) {
                double expected = sum(row) * total[i] / all;
                statistic += expected > 0 ? (row[i] - expected) * (row[i] - expected) / expected : 0;
            }
        }
        double df =
                (counts.size() - 1.0) * (Arrays.stream(total).filter(t -> t > 0).count() - 1.0);
        return new StratumShares(df < 1 ? 1 : ChiSquared.survival(statistic, df), extremes(arms, counts));
    }

    private static String extremes(List<String> arms, Map<String, double[]> counts) {
        List<Map.Entry<String, double[]>> rows = new ArrayList<>(counts.entrySet());
        rows.sort((a, b) -> Double.compare(share(a.getValue()), share(b.getValue())));
        return rows.size() < 2 ? "" : words(arms, rows.getFirst()) + ", " + words(arms, rows.getLast());
    }

    private static String words(List<String> arms, Map.Entry<String, double[]> row) {
        return arms.getLast() + " " + Figures.percent(share(row.getValue())) + " of " + row.getKey();
    }

    private static double share(double... row) {
        return row[row.length - 1] / sum(row);
    }

    private static double sum(double... row) {
        double sum = 0;
        for (double x : row) {
            sum += x;
        }
        return sum;
    }

    boolean differ() {
        return pValue < THRESHOLD;
    }

    /** What the difference keeps from being shown; empty when there is none. */
    Optional<Diagnostic> finding(GroupedSpec spec) {
        return differ()
                ? Optional.of(Finding.of(
                                "strata_shares",
                                Severity.NOTE,
                                "Shares of the arms differ between strata of " + spec.strata() + " (" + extremes
                                        + "). Effects, levels, slices and quantiles are weighted by strata; days and the"
                                        + " comparison without strata would mix the strata's levels with the effect and"
                                        + " are not shown.")
                        .value("p_value", pValue)
                        .diagnostic())
                : Optional.empty();
    }
}
