package covey.experiment.switchback;

import covey.data.ExperimentData.Failure;
import covey.data.SwitchbackData;
import covey.data.SwitchbackHistory;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.plan.PlanFindings;
import covey.experiment.plan.ProspectRows;
import covey.experiment.plan.Question;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.PlannedLooks;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.power.Prospect;
import covey.stats.power.SequentialProspect;
import covey.stats.switchback.SwitchbackCell;
import covey.stats.switchback.SwitchbackReplay;
import covey.stats.switchback.SwitchbackSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The whole plan of a switchback: rows of every metric and arm, with windows of every length that is looked at. */
final class SwitchbackPlanning {
    /** Longest curve. */
    private static final int MOST_WEEKS = 12;

    private static final double DAYS = 7;
    private static final int FEWEST_WINDOWS = 4;
    private static final int DRAWS = 1_000;
    private static final int FEWEST_DRAWS = 200;
    private static final long CELLS = 10_000_000;

    private final SwitchbackPlanSpec spec;
    private final SwitchbackHistory data;
    private final ExperimentSpec experiment;
    private final int draws;
    private final Map<String, SwitchbackReplay> replays = new LinkedHashMap<>();

    SwitchbackPlanning(SwitchbackPlanSpec spec, SwitchbackHistory data) {
        this(spec, data, DRAWS);
    }

    /** With so many schedules at most. */
    SwitchbackPlanning(SwitchbackPlanSpec spec, SwitchbackHistory data, int draws) {
        this.draws = draws;
        this.spec = spec;
        this.data = data;
        this.experiment = spec.declared().experiment();
        if (history().windows().isEmpty()
                && data.lengths().getFirst().failures().size()
                        < experiment.metrics().size()) {
            Study study = experiment.study();
            throw new SpecificationException(
                    study.design().has("history.start") ? study.design().location("history.start") : study.location(),
                    "there is no history: no " + study.unit() + " has a row of the metrics before the period",
                    "name an earlier design.history.start, or start the period later");
        }
    }

    SwitchbackPlanSpec spec() {
        return spec;
    }

    /** The history in windows as declared. */
    SwitchbackData history() {
        return data.lengths().getFirst();
    }

    /** Regions of the history. */
    long regions() {
        return history().windows().stream()
                .map(SwitchbackData.Window::region)
                .distinct()
                .count();
    }

    /** Windows of the history as declared, from the first whole cycle on. */
    int windows() {
        return told(0).stream().mapToInt(SwitchbackData.Window::window).max().orElse(-1) + 1;
    }

    /** Regions by windows of the period. */
    double units() {
        return regions() * (double) spec.declared().windows();
    }

    /** Windows of a length from the first cycle that has rows all through, numbered from there. */
    private List<SwitchbackData.Window> told(int length) {
        List<SwitchbackData.Window> all = data.lengths().get(length).windows();
        int cycle = spec.lengths().get(length).cycle();
        int first = all.stream().mapToInt(SwitchbackData.Window::window).min().orElse(0);
        int from = Math.ceilDiv(first, cycle) * cycle;
        return all.stream()
                .filter(w -> w.window() >= from)
                .map(w -> new SwitchbackData.Window(w.region(), w.window() - from, w.arm()))
                .toList();
    }

    /**
     * The replay of a metric and arm with windows of a length, each by random numbers of its own.
     *
     * @throws DegenerateDataException when the schedule is too small for the estimator, or for any conclusion
     */
    SwitchbackReplay replay(MetricPlan plan, Study.Arm arm, int length) {
        return replays.computeIfAbsent(
                plan.name() + " " + arm.name() + " " + length, key -> replayed(plan, arm, length, key));
    }

    private SwitchbackReplay replayed(MetricPlan plan, Study.Arm arm, int length, String key) {
        SwitchbackSpec switched = spec.lengths().get(length);
        SwitchbackData full = data.lengths().get(length);
        int offset = full.windows().stream()
                        .mapToInt(SwitchbackData.Window::window)
                        .max()
                        .orElse(-1)
                - told(length).stream()
                        .mapToInt(SwitchbackData.Window::window)
                        .max()
                        .orElse(-1);
        List<SwitchbackCell> cells = SwitchbackCells.of(full, plan, _ -> 0).stream()
                .filter(c -> c.window() >= offset)
                .map(c -> new SwitchbackCell(c.region(), c.window() - offset, 0, c.value(), c.weight()))
                .toList();
        SwitchbackSchedule schedule = new SwitchbackSchedule(
                switched.windows(),
                switched.cycle(),
                switched.carryOver(),
                experiment.control().share(),
                arm.share());
        int number = Math.clamp(CELLS / Math.max(1, cells.size()), Math.min(FEWEST_DRAWS, draws), draws);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
                .create(experiment.study().context().seed() ^ key.hashCode());
        SwitchbackReplay replay = SwitchbackReplay.of(cells, schedule, number, random);
        double alpha = 1 - experiment.level();
        if (replay.smallestPValue() > alpha) {
            throw new DegenerateDataException(
                    DegenerateDataException.Reason.TOO_FEW_UNITS,
                    "no outcome could have a randomisation p below " + Numbers.shown(replay.smallestPValue()) + ", and "
                            + Numbers.shown(alpha) + " is asked for: so many of the schedules that could be drawn have"
                            + " no two stable windows in each arm");
        }
        return replay;
    }

    List<Outcome> outcomes() {
        List<Outcome> rows = new ArrayList<>();
        String unit = spec.counted() + "s";
        double weekly = units() / spec.weeks();
        for (int week = 1; week <= weeks(); week++) {
            rows.add(ProspectRows.units(unit, Map.of("week", Integer.toString(week)), week * weekly));
        }
        rows.add(ProspectRows.units(unit, Map.of(), units()));
        for (MetricPlan plan : experiment.metrics()) {
            for (Study.Arm arm : experiment.treatments()) {
                rows.addAll(rows(plan, arm));
            }
        }
        return rows;
    }

    private int weeks() {
        return (int) Math.clamp(Math.ceil(spec.weeks()), 4, MOST_WEEKS);
    }

    private List<Outcome> rows(MetricPlan plan, Study.Arm arm) {
        Question question = new Question(experiment, plan, arm);
        double wanted = spec.rules().power();
        ProspectRows rows =
                new ProspectRows(question, wanted, new ProspectRows.Amount(units(), OptionalDouble.of(spec.weeks())));
        Optional<Failure> failure = Optional.ofNullable(history().failures().get(plan.name()));
        if (failure.isPresent()) {
            rows.missing(Missing.of(failure.get()), Map.of());
            return rows.rows();
        }
        try {
            Prospect looked = looked(question, replay(plan, arm, 0));
            rows.add(looked);
            required(rows, question, looked);
            for (int week = 1; week <= weeks(); week++) {
                rows.detectable(looked.times(week / spec.weeks()), Map.of("week", Integer.toString(week)));
            }
        } catch (DegenerateDataException e) {
            rows.missing(missing(e), Map.of());
        }
        for (int length = 0; length < spec.lengths().size(); length++) {
            Map<String, String> at = Map.of(
                    "window",
                    SwitchbackPlanSpec.shown(spec.lengths().get(length).every()));
            try {
                rows.detectable(looked(question, replay(plan, arm, length)), at);
            } catch (DegenerateDataException e) {
                rows.missing(missing(e), at);
            }
        }
        return rows.rows();
    }

    /** What is shown at one of the looks that the run will have; the prospect itself where there is one look. */
    Prospect looked(Question question, SwitchbackReplay once) {
        return PlannedLooks.of(experiment, question.plan(), 2 * question.claim().tail(), looks(once))
                .map(looks -> (Prospect) new SequentialProspect(once, looks.bounds()))
                .orElse(once);
    }

    /** Information grows with the windows; a look needs two of each arm. */
    private List<PlannedLooks.Look> looks(SwitchbackReplay once) {
        List<PlannedLooks.Look> looks = new ArrayList<>();
        for (double share : Monitor.planned(experiment)) {
            if (share * units() >= FEWEST_WINDOWS) {
                looks.add(new PlannedLooks.Look(
                        clock(share),
                        share * units(),
                        once.standardError() / Math.sqrt(share),
                        share * spec.weeks() * DAYS,
                        1));
            }
        }
        return looks;
    }

    private double clock(double share) {
        Maximum maximum = experiment.monitoring().maximum();
        return maximum.kind() == Maximum.Kind.UNITS ? share * units() / Math.max(maximum.amount(), units()) : share;
    }

    private static Missing missing(DegenerateDataException e) {
        Missing why = Missing.of(e);
        return why.reason() == Reason.TOO_FEW_UNITS
                ? new Missing(
                        why.reason(),
                        why.message(),
                        "run longer, in more regions or in shorter windows, or state a shorter carry-over")
                : why;
    }

    /** Windows of every region that the effect asked for would take. */
    private void required(ProspectRows rows, Question question, Prospect replay) {
        OptionalDouble effect = question.effect(replay.baseline());
        if (effect.isPresent()) {
            replay.required(question.claim(), effect.getAsDouble(), spec.rules().power())
                    .ifPresent(more -> rows.number(
                            rows.estimand("required_windows", Scale.COUNT, Map.of(), "windows"),
                            Math.ceil(more * spec.declared().windows())));
        }
    }

    /** What to know of the plan with these rows. */
    List<Diagnostic> diagnostics(List<Outcome> rows) {
        List<Diagnostic> found = new ArrayList<>(new SwitchbackPlanChecks(this, rows).all());
        PlanFindings shared = new PlanFindings(experiment, spec.rules().power(), rows);
        found.addAll(shared.power());
        shared.correction().ifPresent(found::add);
        shared.late().ifPresent(found::add);
        return found;
    }

    List<Working> workings(Working.Asked number) {
        Optional<MetricPlan> plan = experiment.metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst();
        Optional<Study.Arm> arm = experiment.treatments().stream()
                .filter(a -> a.name().equals(number.arm()))
                .findFirst();
        if (plan.isEmpty() || arm.isEmpty() || history().failures().containsKey(number.metric())) {
            return List.of();
        }
        try {
            SwitchbackReplay replay = replay(plan.get(), arm.get(), 0);
            return SwitchbackPlanWorkings.of(this, new Question(experiment, plan.get(), arm.get()), replay);
        } catch (DegenerateDataException e) {
            return List.of(new Working("Why there is no number", String.valueOf(e.getMessage())));
        }
    }

    /** When the part of the history that has rows begins. */
    Instant begins() {
        int absent = history().windows().stream()
                        .mapToInt(SwitchbackData.Window::window)
                        .max()
                        .orElse(-1)
                + 1
                - windows();
        return spec.rules().start().plus(spec.declared().every().multipliedBy(absent));
    }
}
