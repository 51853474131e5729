package covey.experiment.sequential;

import covey.data.ExperimentData;
import covey.data.ExperimentData.UnitCell;
import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.data.LookHistory.Plan;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.MonitoringRules.Method;
import covey.result.MetricInfo.Role;
import covey.result.Test;
import covey.stats.Alternative;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Joins what is seen now with the looks before it, and judges.
 *
 * <p>Each hypothesis has a path of its own, whose looks depend on one another through information, 1 / variance. Error is
 * spent by the study's clock: the share of the planned time, units or information that has passed. When information is
 * the clock, it is that of the first primary metric, and every metric of an arm spends by it.
 */
public final class Monitor {
    private final ExperimentSpec spec;
    private final LookHistory history;
    private final Schedules schedules;
    private final Judge judge;
    private final double units;
    private final int hypotheses;
    /** Information of the first primary metric by arm; metrics come in the order primary, guardrails, secondary. */
    private final Map<String, Double> leading = new HashMap<>();

    private final Optional<TwoStages> stages;

    /** The looks of an experiment that compares every treatment with control. */
    public Monitor(ExperimentSpec spec, ExperimentData data) {
        this(spec, data, spec.metrics(Role.PRIMARY).size() * spec.treatments().size());
    }

    /**
     * The looks of an experiment with other hypotheses than its treatments, such as main effects, or those of another side.
     *
     * @param hypotheses primary hypotheses that share the error, when they are corrected
     */
    public Monitor(ExperimentSpec spec, ExperimentData data, int hypotheses) {
        this(
                spec,
                data.looks(),
                (double) data.exposures().cells().stream()
                        .filter(c -> c.slice().isEmpty() && !c.excluded())
                        .mapToLong(UnitCell::units)
                        .sum(),
                hypotheses);
    }

    /**
     * The looks of an experiment.
     *
     * @param history looks before this one
     * @param units what has come in so far, all arms together, of what a maximum in units counts
     * @param hypotheses primary hypotheses that share the error, when they are corrected
     */
    public Monitor(ExperimentSpec spec, LookHistory history, double units, int hypotheses) {
        this.spec = spec;
        this.history = history;
        this.schedules = new Schedules(spec);
        this.judge = new Judge(spec, schedules);
        this.units = units;
        this.hypotheses = hypotheses;
        this.stages = TwoStages.of(spec, history.sizing());
    }

    /** Why a metric cannot be judged in an arm, where an unblinded look decided on the length; empty when it can. */
    public Optional<Missing> missing(MetricPlan metric, String arm, Effect effect) {
        return stages.flatMap(s -> s.missing(metric.name(), arm, effect));
    }

    /** Where a metric stands in an arm. */
    public Standing standing(MetricPlan metric, String arm, Effect plain) {
        leading.putIfAbsent(arm, 1 / plain.contrast().variance());
        double clock = clock(metric, arm);
        boolean ends = schedules.over(metric)
                || (clock >= 1 && spec.monitoring().maximum().kind() != Maximum.Kind.END);
        Optional<Weighted> weighted =
                stages.flatMap(s -> s.weighted(metric.name(), arm, plain, ends ? Last.FINAL : Last.INTERIM));
        Effect effect = weighted.map(Weighted::effect).orElse(plain);
        double error = effect.contrast().standardError();
        List<Look> earlier = new ArrayList<>(history.looks().stream()
                .filter(l -> l.metric().equals(metric.name()) && l.arm().equals(arm))
                .filter(l -> !l.at().isAfter(spec.study().context().asOf()))
                .toList());
        Optional<Look> again = earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(earlier.getLast())
                        .filter(l -> l.sameAs(effect.contrast().difference(), error, (double) effect.n()));
        again.ifPresent(l -> earlier.removeLast());
        // what came after the last planned look takes its place (Whitehead's deletion)
        Optional<String> late = again.isPresent()
                ? Optional.empty()
                : earlier.stream()
                        .filter(l -> l.last() == LookHistory.Last.FINAL)
                        .findFirst()
                        .map(l -> "it comes after the last one of " + l.asOf() + " and takes its place");
        earlier.removeIf(l -> l.last() == LookHistory.Last.FINAL);
        boolean repeated = again.isPresent() && (!ends || again.get().last() == LookHistory.Last.FINAL);
        double now = repeated ? again.get().clock() : clock;
        List<Path.Point> points =
                new ArrayList<>(earlier.stream().map(Monitor::point).toList());
        points.add(new Path.Point(
                repeated ? again.get().asOf() : spec.study().context().asOf().toString(),
                effect.contrast().difference(),
                error,
                Standing.deviate(effect.test().pValue(), effect.test().statistic()),
                (double) effect.n(),
                Math.max(now, points.isEmpty() ? 0 : points.getLast().clock()),
                weighted.map(w -> OptionalDouble.of(w.information())).orElse(OptionalDouble.empty())));
        double tuned = plannedUnits(
                earlier.stream().findFirst().or(() -> again), history.planned(metric.name(), arm), points.getFirst());
        Path path = new Path(points, ends ? Last.FINAL : Last.INTERIM, tuned);
        double alpha = alpha(metric);
        Rule declared = Rule.of(spec.monitoring(), spec.monitoring().method());
        Judge.Judgement judgement = judge.judge(metric, plain, path, declared, alpha);
        return new Standing(
                metric,
                arm,
                effect,
                path,
                judgement.rule(),
                spec.monitoring().method().label(),
                alpha,
                judgement.verdict(),
                plan(spec),
                ends ? late : schedules.unplanned(path.size()),
                weighted);
    }

    /** The plan that must not change once somebody has looked. */
    public static Plan plan(ExperimentSpec spec) {
        MonitoringRules rules = spec.monitoring();
        return new Plan(
                rules.method().code(),
                rules.method() == Method.GROUP_SEQUENTIAL ? rules.spendingName() : "",
                1 - spec.level(),
                maximum(spec),
                rules.schedule().toString());
    }

    /** What the experiment ends at, in words: with the day where that is the end of the period. */
    public static String maximum(ExperimentSpec spec) {
        return maximum(
                spec.monitoring().maximum(),
                spec.study().end(),
                spec.study().schema().zone());
    }

    /** The same for another end of the period. */
    public static String maximum(Maximum maximum, Instant end, ZoneId zone) {
        return maximum.kind() == Maximum.Kind.END
                ? maximum + ", " + end.atZone(zone).toLocalDate()
                : maximum.toString();
    }

    /** Shares of the plan at which looks are planned, the end included. */
    public static double[] planned(ExperimentSpec spec) {
        return new Schedules(spec).planned();
    }

    /** Shares of a period of so many days at which looks are planned, the end included. */
    public static double[] planned(ExperimentSpec spec, double days) {
        return new Schedules(spec).planned(days);
    }

    /** Bounds that the looks of so many days will have; empty when there is one look, at the end. */
    public static Optional<GroupSequentialBounds> bounds(ExperimentSpec spec, double alpha, double days) {
        MonitoringRules rules = spec.monitoring();
        return switch (rules.method()) {
            case FIXED -> Optional.empty();
            case GROUP_SEQUENTIAL ->
                Optional.of(GroupSequentialDesign.of(alpha, Alternative.TWO_SIDED, rules.spending())
                        .finalBounds(planned(spec, days)));
            case CONFIDENCE_SEQUENCE, MSPRT -> Optional.of(Rule.Sequence.planned(alpha, planned(spec, days)));
        };
    }

    /** Corrected families begin with equal weights; what others leave them shows in their corrected p-values. */
    private double alpha(MetricPlan metric) {
        boolean shared = metric.role() == Role.PRIMARY && spec.multiplicity().primary() != PValueAdjustment.NONE;
        return (1 - spec.level()) / (shared ? hypotheses : 1);
    }

    /** A test as a standard normal deviate. */
    public static double deviate(Test test) {
        return Standing.deviate(test.pValue(), test.statistic());
    }

    private double clock(MetricPlan metric, String arm) {
        Maximum maximum = spec.monitoring().maximum();
        double passed = switch (maximum.kind()) {
            case END -> schedules.elapsed(metric);
            case UNITS -> units / maximum.amount();
            case INFORMATION -> leading.getOrDefault(arm, 0.0) / maximum.amount();
        };
        double share = Math.max(1e-6, passed);
        return stages.map(s ->
                        s.clock(share, schedules.window(metric), spec.study().start()))
                .orElse(share);
    }

    /**
     * Units at which sequences are tuned: those on record with the first look. At the first look those of a maximum in
     * units, else those that the plan expects at its end, counted at that look's variance of a unit; without a plan at its
     * pace.
     */
    private double plannedUnits(Optional<Look> recorded, Optional<LookHistory.Planned> plan, Path.Point first) {
        return Math.max(
                1, recorded.map(Look::plannedUnits).filter(u -> u > 0).orElseGet(() -> expectedUnits(plan, first)));
    }

    private double expectedUnits(Optional<LookHistory.Planned> plan, Path.Point first) {
        Maximum maximum = spec.monitoring().maximum();
        double atItsPace = first.units() / Math.min(1, first.clock());
        return switch (maximum.kind()) {
            // the share of all units that this comparison holds is what it will hold at the end
            case UNITS -> (units > 0 ? first.units() / units : 1) * maximum.amount();
            case END ->
                plan.map(p -> first.unitsAt(p.units(), p.standardError())).orElse(atItsPace);
            case INFORMATION -> atItsPace;
        };
    }

    private static Path.Point point(Look look) {
        return new Path.Point(
                look.asOf(),
                look.estimate(),
                look.standardError(),
                look.z(),
                look.units(),
                look.clock(),
                look.planned());
    }

    /** Whether a day is past the days before a stop for efficacy. */
    static boolean past(Schedules schedules, String at) {
        return schedules.fullWeek(Instant.parse(at));
    }
}
