package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.PairCell;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.MetricInfo.Role;
import covey.stats.DegenerateDataException;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.FamilyCorrelation;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How the primary metrics hang together over the units of the history: the correlation of what is compared, means by their
 * values, ratios by their linearisation, each less what its covariates explain. That of two means of the same units is that
 * of their values.
 *
 * @param metrics primary metrics
 * @param pairs every two of them
 */
record MetricCorrelations(List<MetricPlan> metrics, List<Pair> pairs) {
    /**
     * Two metrics.
     *
     * @param first position of one
     * @param second position of the other
     * @param value their correlation; empty where it cannot be read
     * @param units units that have both
     * @param why why it cannot be read; empty where it can
     */
    record Pair(int first, int second, OptionalDouble value, long units, String why) {}

    static MetricCorrelations of(ExperimentSpec spec, Layout layout, ExperimentData data) {
        List<MetricPlan> metrics = spec.metrics(Role.PRIMARY);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            for (int j = i + 1; j < metrics.size(); j++) {
                pairs.add(pair(metrics, i, j, layout.uncorrelated(), data));
            }
        }
        return new MetricCorrelations(metrics, pairs);
    }

    private static Pair pair(List<MetricPlan> metrics, int i, int j, Optional<String> never, ExperimentData data) {
        MetricPlan first = metrics.get(i);
        MetricPlan second = metrics.get(j);
        Optional<PairCell> cell = data.pairs().stream()
                .filter(c -> c.first().equals(first.name()) && c.second().equals(second.name()))
                .findFirst();
        if (never.isPresent()) {
            return new Pair(i, j, OptionalDouble.empty(), 0, never.get());
        }
        if (cell.isEmpty()) {
            String why = first.quantile() || second.quantile()
                    ? "a quantile has no covariance over units"
                    : "no unit of the history has both " + first.name() + " and " + second.name();
            return new Pair(i, j, OptionalDouble.empty(), 0, why);
        }
        try {
            double value = correlation(first, second, cell.get());
            return new Pair(i, j, OptionalDouble.of(value), cell.get().moments().n(), "");
        } catch (DegenerateDataException e) {
            return new Pair(i, j, OptionalDouble.empty(), 0, String.valueOf(e.getMessage()));
        }
    }

    /** Of what the covariates leave of either. */
    static double correlation(MetricPlan first, MetricPlan second, PairCell cell) {
        Moments block = cell.moments();
        List<Column> one = columns(first, cell.columns(), 0);
        List<Column> other = columns(second, block.size() - cell.columns(), cell.columns());
        List<Column> both = new ArrayList<>(one);
        both.addAll(other);
        Moments linear = Column.linearise(block, both.toArray(new Column[0]));
        int cut = one.size();
        Moments left = linear.linear(new double[][] {residual(linear, 0, cut), residual(linear, cut, linear.size())});
        double scale = Math.sqrt(left.variance(0) * left.variance(1));
        if (!(scale > 0)) {
            throw new DegenerateDataException(
                    DegenerateDataException.Reason.ZERO_VARIANCE,
                    first.name() + " or " + second.name() + " does not vary over the units that have both");
        }
        return Math.clamp(left.covariance(0, 1) / scale, -1, 1);
    }

    /** The metric, then its covariates, in a block in which its columns begin at a position. */
    private static List<Column> columns(MetricPlan plan, int columns, int from) {
        List<Column> all = new ArrayList<>();
        all.add(plan.ratio() ? Column.ratio(from, from + 1) : Column.of(from));
        int covariates = CovariateColumns.of(plan, columns).columns().size();
        IntStream.range(from + columns - covariates, from + columns).forEach(i -> all.add(Column.of(i)));
        return all;
    }

    /** Weights of all columns in what a regression on the further ones of a range leaves of its first. */
    private static double[] residual(Moments linear, int from, int to) {
        double[] weights = new double[linear.size()];
        weights[from] = 1;
        int[] candidates = IntStream.range(from + 1, to).toArray();
        int[] used = MomentRegression.independent(List.of(linear), candidates).stream()
                .mapToInt(i -> candidates[i])
                .toArray();
        if (used.length > 0 && linear.n() > used.length + 2) {
            double[] slopes = MomentRegression.slopes(linear, from, used);
            for (int i = 0; i < used.length; i++) {
                weights[used[i]] = -slopes[i];
            }
        }
        return weights;
    }

    /** Correlations of the metrics, with one in the place of each that cannot be read. */
    double[][] matrix(double unread) {
        double[][] matrix = new double[metrics.size()][metrics.size()];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i][i] = 1;
        }
        for (Pair pair : pairs) {
            matrix[pair.first][pair.second] = pair.value.orElse(unread);
            matrix[pair.second][pair.first] = pair.value.orElse(unread);
        }
        return matrix;
    }

    /** Where the correlations of a family come from, in words. */
    String origin(FamilyCorrelation arms, String unit) {
        List<String> said = new ArrayList<>();
        if (arms.size() > 1) {
            said.add("comparisons of one metric correlating by " + range(offDiagonal(arms))
                    + ", as the shares of the arms make them");
        }
        if (!read().isEmpty()) {
            Pair first = read().getFirst();
            said.add("metrics as in the history, "
                    + (read().size() == 1
                            ? metrics.get(first.first()).name() + " and "
                                    + metrics.get(first.second()).name() + " by "
                                    + Numbers.shown(first.value().orElseThrow())
                            : "every two by "
                                    + range(read().stream()
                                            .map(p -> p.value().orElseThrow())
                                            .toList()))
                    + " over " + String.format(Locale.ROOT, "%,d", fewest()) + " " + unit + "s");
        }
        why().ifPresent(why ->
                said.add((read().isEmpty() ? "" : "other ") + "metrics correlating by 0 to 0.5, since " + why));
        return String.join("; ", said);
    }

    private long fewest() {
        return read().stream().mapToLong(Pair::units).min().orElse(0);
    }

    private static List<Double> offDiagonal(FamilyCorrelation arms) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            for (int j = 0; j < i; j++) {
                all.add(arms.at(i, j));
            }
        }
        return all;
    }

    private static String range(List<Double> values) {
        String least = Numbers.shown(Collections.min(values));
        String most = Numbers.shown(Collections.max(values));
        return least.equals(most) ? least : least + " to " + most;
    }

    /** Whether all can be read. */
    boolean known() {
        return pairs.stream().allMatch(p -> p.value.isPresent());
    }

    /** Pairs that can be read. */
    List<Pair> read() {
        return pairs.stream().filter(p -> p.value.isPresent()).toList();
    }

    /** Why one of them cannot be read; empty when all can. */
    Optional<String> why() {
        return pairs.stream().filter(p -> p.value.isEmpty()).map(Pair::why).findFirst();
    }
}
