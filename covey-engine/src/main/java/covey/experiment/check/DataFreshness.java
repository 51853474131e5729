package covey.experiment.check;

import covey.data.ExperimentData.Freshness;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                finding(spec, model, freshness, until).ifPresent(findings::add);
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

    private static Optional<Diagnostic> finding(ExperimentSpec spec, String model, Freshness freshness, Instant until) {
        Optional<Instant> newest = instant(freshness.newest());
        Optional<Instant> complete = instant(freshness.completeUntil());
        if (newest.isPresent() && newest.get().isBefore(spec.study().start())) {
            return Optional.of(
                    stale("the newest row of " + model + " is of " + newest.get() + ", before the period starts.")
                            .value("model", model)
                            .value("newest", newest.get())
                            .diagnostic());
        }
        if (complete.isPresent()
                && complete.get().isBefore(until.minus(spec.trust().allowedLag()))) {
            return Optional.of(stale("rows of " + model + " are complete until " + complete.get()
                            + " and are needed until " + until + ": outcomes after that are missing or partial.")
                    .value("model", model)
                    .value("complete_until", complete.get())
                    .value("needed_until", until)
                    .diagnostic());
        }
        return Optional.empty();
    }

    private static Finding stale(String message) {
        return Finding.of(NAME, Severity.WARNING, message)
                .causes(List.of("a load that failed or is late", "complete_after longer than it takes"))
                .advice("run again when the load is done, or with --as-of at the last complete day");
    }

    private static Diagnostic running(ExperimentSpec spec) {
        return Finding.of(
                        NAME,
                        Severity.NOTE,
                        "the experiment is still running: data as of "
                                + spec.study().context().asOf() + ", the period ends "
                                + spec.study().end() + ". Intervals at one planned look do not hold for a peek.")
                .advice("decide at the end of the period")
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
