package covey.study.plan;

import covey.assignment.log.CsvRecords;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Missing;
import covey.experiment.draw.RerandomizedDraw;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Method;
import covey.experiment.spec.RerandomizationRules;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.DegenerateDataException;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.design.randomization.Rerandomization;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;

/**
 * Randomisation test of a re-randomised experiment over the assignments that would have been accepted: drawn anew from the
 * tables that the plan registered, by the criterion of the draw. Whoever was drawn counts in the arm drawn for it,
 * and those who were never exposed are drawn with the others and have no outcome.
 *
 * <p>{@link ClusterRandomization} on units, or clusters, with the covariates of the analysis. One look alone: a p-value of
 * redraws has no joint distribution with those of other looks. Files that are not the registered ones give no test.
 *
 * @param planned what is known of the plan
 * @param files files kept with the plan, by name
 */
public record RedrawnTest(Registered planned, Function<String, Optional<String>> files) {
    /** Analysis of its rows. */
    public static final String ANALYSIS = "randomization_test";

    private static final int DRAWS = 999;
    private static final int FEWEST = 199;

    /** Covariates looked at while redrawing: some ten seconds. */
    private static final double WORK = 1e9;

    /** Everybody who was drawn: places by id, the arm and stratum of each place, and what the draw was judged by. */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    private record Drawn(Map<String, Integer> places, Side[] sides, int[] strata, double[]... covariates) {
        Assignments accepted(double share) {
            return Rerandomization.of(covariates, Assignments.stratified(sides, strata), share)
                    .accepted();
        }

        int draws(double share) {
            double one = sides.length * (1.0 + covariates[0].length) / share;
            return (int) Math.clamp(WORK / one, FEWEST, DRAWS);
        }
    }

    /**
     * The outcomes with those of the test, which take the place of a test over all assignments.
     *
     * @param outcomes what the run found
     * @param spec the experiment
     * @param values moments of every unit or cluster that was drawn, asked for where there is something to test
     */
    public List<Outcome> among(List<Outcome> outcomes, ExperimentSpec spec, Supplier<Groups> values) {
        Optional<RerandomizationRules> rules = RerandomizationRules.of(spec.study());
        if (rules.isEmpty() || spec.monitoring().method() != Method.FIXED) {
            return outcomes;
        }
        Optional<Drawn> drawn = drawn(spec, rules.get().columns());
        if (drawn.isEmpty()) {
            return outcomes;
        }
        Groups groups = values.get();
        List<Outcome> all = new ArrayList<>(outcomes);
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Estimate main && tested(main.estimand(), spec)) {
                plan(main, spec)
                        .flatMap(plan -> groups.metric(plan.name())
                                .map(cells -> of(
                                        main,
                                        plan,
                                        cells,
                                        spec,
                                        new Redrawing(drawn.get(), rules.get().accept()))))
                        .ifPresent(row -> {
                            all.removeIf(o -> o.estimand().equals(row.estimand()));
                            all.add(row);
                        });
            }
        }
        return all;
    }

    /** Who was drawn, and the share of assignments accepted. */
    private record Redrawing(Drawn drawn, double accept) {}

    private static boolean tested(Estimand estimand, ExperimentSpec spec) {
        return estimand.analysis().equals("main")
                && estimand.scale() == Scale.DIFFERENCE
                && estimand.segment().isEmpty()
                && estimand.at().isEmpty()
                && estimand.arm().equals(spec.treatments().getFirst().name())
                && estimand.reference().equals(spec.control().name());
    }

    private static Optional<MetricPlan> plan(Estimate main, ExperimentSpec spec) {
        return spec.metrics().stream()
                .filter(m -> m.name().equals(main.estimand().metric()) && !m.quantile())
                .findFirst();
    }

    private static Outcome of(
            Estimate main, MetricPlan plan, GroupCells cells, ExperimentSpec spec, Redrawing redrawing) {
        Estimand estimand = main.estimand().in(ANALYSIS);
        Drawn drawn = redrawing.drawn();
        Map<String, Moments> measured = new TreeMap<>();
        for (GroupCell cell : cells.cells()) {
            if (drawn.places().containsKey(cell.group())) {
                measured.merge(cell.group(), cell.moments(), Moments::plus);
            }
        }
        List<Cluster> clusters = new ArrayList<>();
        int[] places = measured.keySet().stream()
                .mapToInt(id -> drawn.places().getOrDefault(id, 0))
                .toArray();
        for (Moments moments : measured.values()) {
            int place = places[clusters.size()];
            clusters.add(new Cluster(moments, drawn.sides()[place], drawn.strata()[place]));
        }
        try {
            int columns = clusters.isEmpty() ? 0 : clusters.getFirst().units().size();
            long seed = spec.study().context().seed() ^ (plan.name() + "\n" + ANALYSIS).hashCode();
            ClusterRandomization test = ClusterRandomization.of(
                    clusters,
                    plan.ratio() ? Column.ratio(0, 1) : Column.of(0),
                    CovariateColumns.of(plan, columns).columns(),
                    new ClusterRandomization.Redraw(drawn.accepted(redrawing.accept()), places),
                    new RandomizationTest.Draws(
                            drawn.draws(redrawing.accept()),
                            RandomGeneratorFactory.of("L64X128MixRandom").create(seed)));
            return new Estimate(
                    estimand,
                    main.value(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(shown(test)),
                    main.n(),
                    main.adjustedBy());
        } catch (DegenerateDataException e) {
            return Missing.of(e).at(estimand);
        }
    }

    private static Test shown(ClusterRandomization test) {
        return new Test(
                "randomisation test, " + (test.enumerated() ? "all " : "") + test.samples()
                        + " assignments that would have been accepted" + (test.enumerated() ? "" : ", drawn"),
                test.statistic(0),
                OptionalDouble.empty(),
                test.pValue(0),
                Optional.empty());
    }

    private Optional<String> registered(String table) {
        String file = table + ".csv";
        Optional<String> hash = planned.file().flatMap(PlanFile::read).flatMap(plan -> plan.table(file));
        return files.apply(file)
                .filter(text -> hash.isPresent() && Hashes.sha256(text).equals(hash.get()));
    }

    private Optional<Drawn> drawn(ExperimentSpec spec, int columns) {
        Optional<String> arms = registered(RerandomizedDraw.ASSIGNMENT);
        Optional<String> judged = registered(RerandomizedDraw.COVARIATES);
        if (arms.isEmpty() || judged.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> sides = rows(arms.get());
        List<List<String>> rows = rows(judged.get());
        Map<String, Integer> places = new HashMap<>();
        Map<String, Integer> strata = new HashMap<>();
        Side[] side = new Side[rows.size()];
        int[] stratum = new int[rows.size()];
        double[][] covariates = new double[rows.size()][columns];
        String treatment = spec.treatments().getFirst().name();
        for (int i = 0; i < side.length; i++) {
            List<String> row = rows.get(i);
            places.put(row.getFirst(), i);
            side[i] = sides.get(i).get(1).equals(treatment) ? Side.TREATMENT : Side.CONTROL;
            for (int j = 0; j < columns; j++) {
                covariates[i][j] = Double.parseDouble(row.get(1 + j));
            }
            int next = strata.size();
            stratum[i] = strata.computeIfAbsent(row.size() > 1 + columns ? row.getLast() : "", _ -> next);
        }
        return Optional.of(new Drawn(places, side, stratum, covariates));
    }

    /** The rows of both tables are in one order, ascending by id. */
    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        CsvRecords records = new CsvRecords(new StringReader(csv));
        try {
            records.next();
            while (records.next()) {
                rows.add(List.copyOf(records.fields()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
