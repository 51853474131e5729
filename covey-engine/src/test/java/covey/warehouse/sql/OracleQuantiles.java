package covey.warehouse.sql;

import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileStratum;
import covey.data.ExperimentRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.warehouse.sql.Oracle.Entered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

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

    /** Quantiles of everybody's mix of strata. */
    List<QuantileCell> weighted(Metric metric, String dimension) {
        Measure.Quantile quantile = (Measure.Quantile) metric.measure();
        boolean units = quantile.over() == Measure.Quantile.Over.UNIT;
        Map<List<String>, Map<String, List<Entered>>> segments = new LinkedHashMap<>();
        oracle.grouped(oracle.units.stream()
                        .filter(u ->
                                oracle.mature(metric, u) && (!units || oracle.known(metric, u)) && !oracle.excluded(u))
                        .toList())
                .forEach((k, members) -> segments.computeIfAbsent(
                                List.of(k.slice(), k.segment()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(k.arm(), _ -> new ArrayList<>())
                        .addAll(members));
        List<QuantileCell> cells = new ArrayList<>();
        segments.forEach((segment, arms) -> {
            Map<String, Map<String, List<Entered>>> strata = new TreeMap<>();
            arms.forEach((arm, members) ->
                    members.forEach(u -> strata.computeIfAbsent(oracle.segment(dimension, u), _ -> new TreeMap<>())
                            .computeIfAbsent(arm, _ -> new ArrayList<>())
                            .add(u)));
            arms.forEach((arm, members) -> weighted(
                            List.of(arm, segment.get(0), segment.get(1)), kept(arms, strata), metric, quantile)
                    .ifPresent(cells::add));
        });
        return cells;
    }

    /** Strata in which an arm has fewer than two units are one. */
    private static Map<String, Map<String, List<Entered>>> kept(
            Map<String, List<Entered>> arms, Map<String, Map<String, List<Entered>>> strata) {
        Map<String, Map<String, List<Entered>>> kept = new TreeMap<>();
        strata.forEach((name, inside) -> {
            boolean enough = arms.entrySet().stream()
                    .filter(a -> a.getValue().size() >= 2)
                    .allMatch(a -> inside.getOrDefault(a.getKey(), List.of()).size() >= 2);
            Map<String, List<Entered>> own = kept.computeIfAbsent(enough ? name : "(few units)", _ -> new TreeMap<>());
            inside.forEach((arm, members) ->
                    own.computeIfAbsent(arm, _ -> new ArrayList<>()).addAll(members));
        });
        return kept;
    }

    /** A value with the weight of its unit. */
    private record Weighted(double value, double weight) {}

    private Optional<QuantileCell> weighted(
            List<String> key,
            Map<String, Map<String, List<Entered>>> strata,
            Metric metric,
            Measure.Quantile quantile) {
        String arm = key.getFirst();
        double p = quantile.quantile();
        List<Weighted> values = new ArrayList<>();
        Map<String, List<List<Double>>> perUnit = new TreeMap<>();
        Map<String, Long> all = new TreeMap<>();
        strata.forEach((name, inside) -> {
            List<Entered> own = inside.getOrDefault(arm, List.of());
            long everybody = inside.values().stream().mapToLong(List::size).sum();
            for (Entered u : own) {
                List<Double> its = quantile.over() == Measure.Quantile.Over.UNIT
                        ? List.of(oracle.value(metric, 0, u, oracle.main(metric)))
                        : events(u, metric);
                perUnit.computeIfAbsent(name, _ -> new ArrayList<>()).add(its);
                its.forEach(v -> values.add(new Weighted(v, (double) everybody / own.size())));
            }
            all.put(name, everybody);
        });
        if (values.isEmpty()) {
            return Optional.empty();
        }
        values.sort(Comparator.comparingDouble(Weighted::value));
        double at = at(values, p);
        List<QuantileStratum> shares = perUnit.entrySet().stream()
                .map(e -> new QuantileStratum(
                        e.getKey(),
                        all.getOrDefault(e.getKey(), 0L),
                        Moments.ofRows(e.getValue().stream()
                                .map(v -> new double[] {
                                    v.stream().filter(x -> x <= at).count(), v.size()
                                })
                                .toArray(double[][]::new))))
                .toList();
        double spread = 0;
        double mean = 0;
        for (QuantileStratum s : shares) {
            double residual = s.shares().n() < 2
                    ? 0
                    : s.shares().linear(new double[][] {{1, -p}}).variance(0)
                            / s.shares().n();
            spread += s.all() * s.all() * residual;
            mean += s.all() * s.shares().mean(1);
        }
        double half = z() * Math.sqrt(spread) / mean;
        long members = perUnit.values().stream()
                .flatMap(List::stream)
                .filter(v -> !v.isEmpty())
                .count();
        return Optional.of(new QuantileCell(
                arm,
                key.get(1),
                key.get(2),
                members,
                values.size(),
                at,
                at(values, p - half),
                at(values, p + half),
                p - half,
                p + half,
                Optional.empty(),
                shares));
    }

    private static double at(List<Weighted> sorted, double share) {
        double total = sorted.stream().mapToDouble(Weighted::weight).sum();
        double reached = 0;
        for (Weighted value : sorted) {
            reached += value.weight;
            if (reached * (1 + 1e-9) >= share * total) {
                return value.value;
            }
        }
        return sorted.getLast().value;
    }

    private double z() {
        return Normal.quantile(0.5 + need.level() / 2);
    }
}
