package covey.warehouse.sql;

import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.warehouse.sql.Oracle.Entered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Order statistics by sorting. */
final class OracleQuantiles {
    private final Oracle oracle;
    private final ExperimentRequirement need;

    OracleQuantiles(Oracle oracle, ExperimentRequirement need) {
        this.oracle = oracle;
        this.need = need;
    }

    List<QuantileCell> cells(Metric metric) {
        Measure.Quantile quantile = (Measure.Quantile) metric.measure();
        Map<List<String>, List<Entered>> groups = new LinkedHashMap<>();
        List<Entered> counted = oracle.units.stream()
                .filter(u -> oracle.mature(metric, u) && oracle.known(metric, u) && !oracle.excluded(u) && whole(u))
                .toList();
        oracle.grouped(counted)
                .forEach((k, members) -> groups.computeIfAbsent(
                                List.of(k.arm(), k.slice(), k.segment()), _ -> new ArrayList<>())
                        .addAll(members));
        List<QuantileCell> cells = new ArrayList<>();
        groups.forEach((k, members) -> {
            Optional<QuantileCell> cell = quantile.over() == Measure.Quantile.Over.UNIT
                            && need.grouping().isNone()
                    ? Optional.of(overUnits(k, members, metric, quantile.quantile()))
                    : shared(k, members, metric, quantile);
            cell.ifPresent(cells::add);
        });
        return cells;
    }

    private QuantileCell overUnits(List<String> key, List<Entered> members, Metric metric, double p) {
        List<Double> sorted = members.stream()
                .map(u -> oracle.value(metric, 0, u, oracle.main(metric)))
                .sorted()
                .toList();
        int n = sorted.size();
        double half = z() * Math.sqrt(n * p * (1 - p));
        return cell(key, n, sorted, Math.floor(n * p - half), Math.ceil(n * p + half) + 1, p, Optional.empty());
    }

    /** Whether the unit's group has the arms of a whole one. */
    private boolean whole(Entered unit) {
        Optional<String> group = need.grouping().group();
        if (group.isEmpty()) {
            return true;
        }
        String own = oracle.segment(group.get(), unit);
        return !own.equals("(missing)")
                && oracle.units.stream()
                                .filter(u -> !oracle.excluded(u)
                                        && oracle.segment(group.get(), u).equals(own))
                                .map(Entered::arm)
                                .distinct()
                                .count()
                        == need.grouping().arms();
    }

    /** Values by what is independent: units, or the groups they were assigned in. */
    private Optional<QuantileCell> shared(
            List<String> key, List<Entered> members, Metric metric, Measure.Quantile quantile) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        int counted = 0;
        for (Entered u : members) {
            List<Double> own = quantile.over() == Measure.Quantile.Over.UNIT
                    ? List.of(oracle.value(metric, 0, u, oracle.main(metric)))
                    : events(u, metric);
            counted += own.isEmpty() ? 0 : 1;
            String name = need.grouping().group().map(g -> oracle.segment(g, u)).orElse(u.id);
            if (!own.isEmpty()) {
                values.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(own);
            }
        }
        return overShares(key, List.copyOf(values.values()), quantile.quantile(), counted);
    }

    private List<Double> events(Entered unit, Metric metric) {
        Aggregate a = metric.measure().aggregates().getFirst();
        return oracle.rows(a.model(), unit, oracle.main(metric)).stream()
                .filter(e -> Ground.matches(a.filter(), e))
                .map(e -> Oracle.number(Ground.expr(a.expr()).apply(e)))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private Optional<QuantileCell> overShares(List<String> key, List<List<Double>> perUnit, double p, int counted) {
        if (perUnit.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = perUnit.stream().flatMap(List::stream).sorted().toList();
        int n = sorted.size();
        double at = Oracle.nearestRank(sorted, p);
        Moments shares = Moments.ofRows(perUnit.stream()
                .map(v -> new double[] {v.stream().filter(x -> x <= at).count(), v.size()})
                .toArray(double[][]::new));
        double units = perUnit.size();
        double spread = Math.max(
                0, (shares.crossM2(0, 0) - 2 * p * shares.crossM2(0, 1) + p * p * shares.crossM2(1, 1)) / units);
        double half = z() * Math.sqrt(spread / units) / shares.mean(1);
        return Optional.of(cell(
                key,
                counted,
                sorted,
                Math.floor(n * (p - half)),
                Math.ceil(n * (p + half)) + 1,
                p,
                Optional.of(shares)));
    }

    private static QuantileCell cell(
            List<String> key,
            int units,
            List<Double> sorted,
            double lower,
            double upper,
            double p,
            Optional<Moments> s) {
        int n = sorted.size();
        return new QuantileCell(
                key.get(0),
                key.get(1),
                key.get(2),
                units,
                n,
                Oracle.nearestRank(sorted, p),
                sorted.get((int) Math.max(1, lower) - 1),
                sorted.get((int) Math.min(n, upper) - 1),
                lower / n,
                upper / n,
                s);
    }

    private double z() {
        return Normal.quantile(0.5 + need.level() / 2);
    }
}
