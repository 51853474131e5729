package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentRequirement.Exposure;
import covey.experiment.compare.effect.Missing;
import covey.experiment.sequential.PlannedLooks;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.power.Comparison;
import covey.stats.power.Effect;
import covey.stats.power.SequentialPower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The whole plan of an experiment: rows of every metric and arm, what they cost together, and what to know of it. */
final class Planning {
    /** Longest curve. */
    private static final int MOST_WEEKS = 12;

    private static final double DAYS = 7;

    private static final double ROUNDING = 1e-3;

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    private final Layout layout;
    private final PlanSpec spec;
    private final ExperimentData data;
    private final double period;
    private final double planned;
    private final Arrivals arrivals;

    Planning(PlanSpec asked, ExperimentData data) {
        this(asked, data, new UnitLayout(asked.experiment()));
    }

    Planning(PlanSpec asked, ExperimentData data, Layout layout) {
        this.layout = layout;
        this.spec = told(asked, data);
        this.data = data;
        Study study = spec.experiment().study();
        double period = Duration.between(study.start(), study.end()).toHours() / (24 * 7.0);
        this.arrivals = Arrivals.of(spec.rules(), data, study.schema().zone(), period);
        this.period = period;
        this.planned = ends(spec.experiment().monitoring().maximum());
    }

    /** A maximum that is reached before the period is over ends the plan. */
    private double ends(Maximum maximum) {
        return switch (maximum.kind()) {
            case END -> period;
            case UNITS -> arrivals.weeksFor(maximum.amount(), period);
            case INFORMATION -> weeksFor(maximum.amount());
        };
    }

    /** Weeks, in whole days, until the first primary comparison has so much information. */
    private double weeksFor(double information) {
        MetricPlan first = spec.experiment().metrics(Role.PRIMARY).getFirst();
        if (data.failures().containsKey(first.name())
                || layout.missing(first, layout.arms().getFirst()).isPresent()) {
            return period;
        }
        Outlook outlook = once(first, layout.arms().getFirst());
        try {
            for (int day = 1; day < period * DAYS; day++) {
                if (outlook.information(day / DAYS) >= information) {
                    return day / DAYS;
                }
            }
        } catch (DegenerateDataException e) {
            // the rows of the metric say why there is nothing
        }
        return period;
    }

    /** The plan on the part of the history that the warehouse had rows of. */
    private static PlanSpec told(PlanSpec asked, ExperimentData data) {
        PlanRules rules = asked.rules();
        Study study = asked.experiment().study();
        Location where =
                study.design().has("history.start") ? study.design().location("history.start") : study.location();
        if (data.exposures().units() == 0) {
            throw new SpecificationException(
                    where,
                    "there is no history: no " + study.unit() + " has a row of " + rules.entry()
                            + (rules.filter().isEmpty() ? "" : " where " + rules.filter())
                            + (rules.dated()
                                    ? " from " + day(study, rules.start()) + " until " + day(study, rules.end())
                                    : ""),
                    "name a model with rows before the period in design.history.entry, or another"
                            + " design.history.start");
        }
        Freshness entry = data.freshness().get(rules.entry());
        if (!rules.dated() || entry == null) {
            return asked;
        }
        Instant start = ExperimentDesign.requirement(asked, Exposure.history(rules.entry(), rules.filter()))
                .within(entry)
                .start();
        if (Duration.between(start, rules.end()).compareTo(TWO_WEEKS) < 0) {
            throw new SpecificationException(
                    where,
                    "the rows of " + rules.entry() + " begin on " + day(study, start)
                            + ", less than two weeks before the history ends on " + day(study, rules.end()),
                    "wait until there are two weeks, or name an older model in design.history.entry");
        }
        return asked.under(rules.from(start));
    }

    private static String day(Study study, Instant instant) {
        return instant.atZone(study.schema().zone()).toLocalDate().toString();
    }

    /** The plan on the part of the history that the warehouse had rows of. */
    PlanSpec spec() {
        return spec;
    }

    /** Length in weeks: that of the period, or until the most units that monitoring allows have entered. */
    double planned() {
        return planned;
    }

    Layout layout() {
        return layout;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    ExperimentData data() {
        return data;
    }

    /** How the primary metrics hang together. */
    MetricCorrelations correlations() {
        return MetricCorrelations.of(spec.experiment(), layout, data);
    }

    /** Units that will have entered when the period ends. */
    double units() {
        return arrivals.units(planned);
    }

    /** Weeks of the curve: those seen and those planned. */
    int weeks() {
        return Math.min(MOST_WEEKS, Math.max(Outlook.state(planned), Math.max(arrivals.weeksSeen(), 4)));
    }

    /** Length of the period in weeks. */
    double period() {
        return period;
    }

    private Outlook once(MetricPlan plan, Study.Arm arm) {
        return new Outlook(spec, plan, arm, layout, MetricHistory.of(spec, plan, data), arrivals);
    }

    Outlook outlook(MetricPlan plan, Study.Arm arm) {
        Outlook once = once(plan, arm);
        try {
            return once.looked(planned);
        } catch (DegenerateDataException e) {
            // the rows of the metric say why there is nothing
            return once;
        }
    }

    /** Units at which looking stops on average if the declared effect is there; empty when nothing is declared. */
    private Optional<Outcome> expectedUnits(Outlook outlook) {
        Optional<Effect> effect = outlook.declared();
        Optional<PlannedLooks> looks = outlook.looks();
        if (effect.isEmpty()
                || looks.isEmpty()
                || outlook.guarded()
                || !outlook.arrangement().things().equals(Arrangement.Things.UNITS)) {
            return Optional.empty();
        }
        try {
            Comparison comparison = outlook.comparison(planned).inflatedBy(1);
            double value = new SequentialPower(comparison, looks.get().bounds())
                    .expectedUnits(looks.get().units(), effect.get().on(comparison.outcome()));
            Estimand estimand = new Estimand(
                    PlanRows.ANALYSIS,
                    outlook.plan().name(),
                    "expected_units",
                    Scale.COUNT,
                    outlook.arm().name(),
                    outlook.reference(),
                    "",
                    Map.of(),
                    "units");
            return Optional.of(number(estimand, Math.ceil(value - ROUNDING), Math.round(units())));
        } catch (DegenerateDataException e) {
            // the rows of the metric say why there is nothing
            return Optional.empty();
        }
    }

    List<Outcome> outcomes() {
        List<Outcome> rows = new ArrayList<>();
        ExperimentSpec experiment = spec.experiment();
        for (int week = 1; week <= weeks(); week++) {
            rows.add(whole("units", Map.of("week", Integer.toString(week)), arrivals.units(week)));
        }
        rows.add(whole("units", Map.of(), units()));
        for (MetricPlan plan : experiment.metrics()) {
            Optional<Failure> failure = Optional.ofNullable(data.failures().get(plan.name()));
            for (Study.Arm arm : layout.arms()) {
                Optional<Missing> missing = failure.map(Missing::of).or(() -> layout.missing(plan, arm));
                if (missing.isPresent()) {
                    rows.add(missing.get().at(missing(plan, arm)));
                } else {
                    Outlook outlook = outlook(plan, arm);
                    rows.addAll(PlanRows.of(outlook, planned, weeks()));
                    expectedUnits(outlook).ifPresent(rows::add);
                    Assurances.of(outlook, planned).ifPresent(rows::add);
                }
            }
            if (failure.isEmpty()) {
                rows.addAll(further(plan));
            }
        }
        rows.addAll(cost(rows));
        if (spec.beside().getOrDefault(Role.PRIMARY, 0) == 0) {
            rows.addAll(FamilyRows.of(experiment, layout, correlations(), rows));
        }
        return rows;
    }

    private List<Outcome> further(MetricPlan plan) {
        try {
            MetricHistory history = MetricHistory.of(spec, plan, data);
            return layout.further(plan, history.outcome(Outlook.state(planned)), units());
        } catch (DegenerateDataException e) {
            // the rows of the metric say why there is nothing
            return List.of();
        }
    }

    List<Diagnostic> diagnostics() {
        return new PlanChecks(this, outcomes()).all();
    }

    private Estimand missing(MetricPlan plan, Study.Arm arm) {
        return new Estimand(
                PlanRows.ANALYSIS,
                plan.name(),
                "mde",
                Scale.DIFFERENCE,
                arm.name(),
                layout.reference(arm),
                "",
                Map.of(),
                plan.metric().unit());
    }

    private Outcome whole(String name, Map<String, String> at, double value) {
        Estimand estimand = new Estimand(
                PlanRows.ANALYSIS,
                "",
                name,
                Scale.COUNT,
                "",
                "",
                "",
                at,
                spec.experiment().study().unit() + "s");
        return number(estimand, Math.floor(value), Math.round(value));
    }

    private static Estimate number(Estimand estimand, double value, long n) {
        return new Estimate(estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }

    /** Weeks that each guardrail adds to what the primary metrics need, or to the period when they ask for nothing. */
    private List<Outcome> cost(List<Outcome> rows) {
        Map<Estimand, Double> durations = new LinkedHashMap<>();
        for (Outcome row : rows) {
            if (row instanceof Estimate estimate && row.estimand().name().equals("duration")) {
                durations.put(row.estimand(), estimate.value());
            }
        }
        double needed = durations.entrySet().stream()
                .filter(d -> role(d.getKey()) == Role.PRIMARY)
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(planned);
        List<Outcome> extra = new ArrayList<>();
        durations.forEach((estimand, weeks) -> {
            if (role(estimand) == Role.GUARDRAIL) {
                Estimand cost = new Estimand(
                        estimand.analysis(),
                        estimand.metric(),
                        "extra_weeks",
                        estimand.scale(),
                        estimand.arm(),
                        estimand.reference(),
                        "",
                        Map.of(),
                        estimand.unit());
                extra.add(number(cost, Math.max(0, weeks - needed), Math.round(arrivals.units(weeks))));
            }
        });
        return extra;
    }

    private Role role(Estimand estimand) {
        return spec.experiment().metrics().stream()
                .filter(m -> m.name().equals(estimand.metric()))
                .map(MetricPlan::role)
                .findFirst()
                .orElse(Role.SECONDARY);
    }
}
