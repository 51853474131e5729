package covey.experiment.check;

import covey.data.ExperimentData.Freshness;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether the rows of every model are complete until they are needed, and whether they reach the period at all. */
final class DataFreshness implements Check {
    private static final String NAME = "freshness";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExperimentSpec spec = input.spec();
        List<Diagnostic> findings = new ArrayList<>();
        needed(spec).forEach((model, until) -> {
            Freshness freshness = input.data().freshness().get(model);
            if (freshness != null) {
                finding(input, model, freshness, until).ifPresent(findings::add);
            }
        });
        if (spec.study().context().asOf().isBefore(spec.study().end())) {
            findings.add(running(spec));
        }
        return findings.isEmpty() ? Finding.pass(NAME, "every model is complete until it is needed.") : findings;
    }

    private static Map<String, Instant> needed(ExperimentSpec spec) {
        Instant end = spec.study().end();
        Map<String, Instant> needed = new TreeMap<>();
        needed.put(spec.treatment().model(), end);
        for (MetricPlan plan : spec.metrics()) {
            Instant until = end.plus(plan.metric().window().to().orElse(Duration.ZERO));
            for (String model : plan.models()) {
                needed.merge(model, until, (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        Instant asOf = spec.study().context().asOf();
        needed.replaceAll((model, until) -> until.isAfter(asOf) ? asOf : until);
        return needed;
    }

    private static Optional<Diagnostic> finding(CheckInput input, String model, Freshness freshness, Instant until) {
        ExperimentSpec spec = input.spec();
        Optional<Diagnostic> late = late(input, model, freshness);
        if (late.isPresent()) {
            return late;
        }
        Optional<Instant> newest = instant(freshness.newest());
        Optional<Instant> complete = instant(freshness.completeUntil());
        if (newest.isPresent() && newest.get().isBefore(spec.study().start())) {
            return Optional.of(stale(
                            Severity.WARNING,
                            "the newest row of " + model + " is of " + newest.get() + ", before the period starts.")
                    .value("model", model)
                    .value("newest", newest.get())
                    .diagnostic());
        }
        if (complete.isPresent()
                && complete.get().isBefore(until.minus(spec.trust().allowedLag()))) {
            return Optional.of(stale(
                            Severity.WARNING,
                            "rows of " + model + " are complete until " + complete.get() + " and are needed until "
                                    + until + ": outcomes after that are missing or partial.")
                    .value("model", model)
                    .value("complete_until", complete.get())
                    .value("needed_until", until)
                    .diagnostic());
        }
        return Optional.empty();
    }

    /** Units whose outcomes cannot be in the table yet: none of them, or fewer than half, can be told anything of. */
    private static Optional<Diagnostic> late(CheckInput input, String model, Freshness freshness) {
        Optional<Instant> newest = instant(freshness.newest());
        Optional<Instant> complete = instant(freshness.completeUntil());
        SortedMap<String, ArmCounts> days =
                ArmCounts.byDay(input.spec(), input.data().exposures().cells());
        List<MetricPlan> users = input.spec().metrics().stream()
                .filter(p -> p.models().contains(model))
                .toList();
        if (users.isEmpty() || days.isEmpty() || newest.isEmpty() || complete.isEmpty()) {
            return Optional.empty();
        }
        Severity severity =
                users.stream().allMatch(p -> p.role() == Role.SECONDARY) ? Severity.WARNING : Severity.INVALIDATES;
        if (newest.get().isBefore(begin(input.spec(), days.firstKey()))) {
            return Optional.of(stale(
                            severity,
                            "the newest row of " + model + " is of " + newest.get()
                                    + ", and every unit was first exposed after it, from " + days.firstKey()
                                    + " on: there is no outcome of any of them.")
                    .value("model", model)
                    .value("newest", newest.get())
                    .value("first_exposure", days.firstKey())
                    .diagnostic());
        }
        long all = days.values().stream().mapToLong(ArmCounts::total).sum();
        long after = days.entrySet().stream()
                .filter(d -> begin(input.spec(), d.getKey()).isAfter(complete.get()))
                .mapToLong(d -> d.getValue().total())
                .sum();
        if (2 * after <= all) {
            return Optional.empty();
        }
        return Optional.of(stale(
                        severity,
                        "rows of " + model + " are complete until " + complete.get() + ", and " + Figures.count(after)
                                + " of "
                                + Figures.units(all, input.spec().study().unit())
                                + " were first exposed after that: their outcomes are missing.")
                .value("model", model)
                .value("complete_until", complete.get())
                .value("units_after", after)
                .diagnostic());
    }

    private static Instant begin(ExperimentSpec spec, String day) {
        return LocalDate.parse(day).atStartOfDay(spec.study().schema().zone()).toInstant();
    }

    private static Finding stale(Severity severity, String message) {
        return Finding.of(NAME, severity, message)
                .causes(List.of("a load that failed or is late", "complete_after longer than it takes"))
                .advice("run again when the load is done, or with --as-of at the last complete day");
    }

    private static Diagnostic running(ExperimentSpec spec) {
        boolean followed = spec.monitoring().method() != MonitoringRules.Method.FIXED;
        return Finding.of(
                        NAME,
                        Severity.NOTE,
                        "the experiment is still running: data as of "
                                + spec.study().context().asOf() + ", the period ends "
                                + spec.study().end()
                                + (followed
                                        ? ". This is a look, and its tests and intervals are made for it."
                                        : ". Intervals at one planned look do not hold for a peek."))
                .advice(followed ? "decide as the looks recommend" : "decide at the end of the period")
                .diagnostic();
    }

    private static Optional<Instant> instant(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            // A time that is no instant cannot be compared; the freshness strip still shows the text.
            return Optional.empty();
        }
    }
}
