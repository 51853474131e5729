package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.LookHistory;
import covey.data.LookHistory.Last;
import covey.data.LookHistory.Look;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.effect.Effect;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study;
import covey.stats.distribution.Normal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How often experiments without an effect alarm when they are looked at again and again: by each rule of the monitor, and
 * when every look is judged as if it were the only one.
 */
public final class Peeking {
    /** Studies that hold a rule to its error within three Monte-Carlo errors, .0065. */
    public static final int SHARP = 10_000;

    /** Studies that only show a rule which has lost its error. */
    public static final int QUICK = 300;

    /** What asymptotic tests and bounds with estimated information may err by: .001 of .05 at 14 looks. */
    private static final double BIAS = 0.001;

    /** No bound of an error of .05 lies lower: looks at which no |z| is as large cross nothing. */
    private static final double NEVER = 1.5;

    /** Below this a rule that spends all its error has thrown a third of it away. */
    private static final double LEAST = 0.035;

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(14);

    private Peeking() {}

    /** What a design claims of the rules that spend error. */
    public enum Claim {
        /** All of the error is spent. */
        EXACT,
        /** At most the error is spent. */
        CONSERVATIVE
    }

    /** Holds every rule to its error in so many studies: within three Monte-Carlo errors and the allowed bias. */
    public static void hold(Map<String, Double> errors, int studies, Claim claim) {
        double monteCarlo = 3 * Math.sqrt(0.05 * 0.95 / studies);
        errors.forEach((rule, error) -> {
            boolean spends = rule.equals("obrien_fleming") || rule.equals("pocock");
            if (!rule.equals("naive")) {
                assertThat(error).as(rule + " of " + errors).isLessThan(0.05 + monteCarlo + BIAS);
            }
            if (spends && claim == Claim.EXACT && studies >= SHARP) {
                assertThat(error).as(rule + " of " + errors).isGreaterThan(LEAST);
            }
        });
    }

    /** Share of studies in which a look crosses, by rule; {@code naive} among them. */
    public static Map<String, Double> errors(
            StudyBuilder study, Function<Study, ExperimentSpec> reader, Supplier<List<Effect>> looks, int studies) {
        return errors(
                study, reader, looks, studies, List.of("obrien_fleming", "pocock", "confidence_sequence", "msprt"));
    }

    /** The same for some of the rules. */
    public static Map<String, Double> errors(
            StudyBuilder study,
            Function<Study, ExperimentSpec> reader,
            Supplier<List<Effect>> looks,
            int studies,
            List<String> rules) {
        Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
        for (String rule : rules) {
            boolean sequence = rule.equals("confidence_sequence") || rule.equals("msprt");
            specs.put(
                    rule,
                    reader.apply(study.asOf("2026-03-15T00:00:00Z")
                            .set("monitoring", "minimum_days", 0)
                            .set("monitoring", "method", sequence ? rule : "group_sequential")
                            .set("monitoring", "spending", sequence ? "obrien_fleming" : rule)
                            .study()));
        }
        Map<String, Double> errors = new LinkedHashMap<>();
        for (int r = 0; r < studies; r++) {
            List<Effect> seen = looks.get();
            double largest = seen.stream()
                    .mapToDouble(e -> Math.abs(
                            Standing.deviate(e.test().pValue(), e.test().statistic())))
                    .max()
                    .orElse(0);
            errors.merge("naive", largest > -Normal.quantile(0.025) ? 1.0 / studies : 0, Double::sum);
            specs.forEach((rule, spec) ->
                    errors.merge(rule, largest > NEVER && crosses(spec, seen) ? 1.0 / studies : 0, Double::sum));
        }
        return errors;
    }

    /** Whether the engine's monitor has a crossing at any of the looks. */
    private static boolean crosses(ExperimentSpec spec, List<Effect> seen) {
        List<Look> history = new ArrayList<>();
        for (int k = 1; k < seen.size(); k++) {
            history.add(look(spec, seen.get(k - 1), (double) k / seen.size(), seen.getLast()));
        }
        Effect last = seen.getLast();
        return new Monitor(spec, new LookHistory(history), (double) last.n(), 1)
                        .standing(spec.metrics().getFirst(), "treatment", last)
                        .verdict()
                        .crossed()
                > 0;
    }

    private static Look look(ExperimentSpec spec, Effect effect, double clock, Effect last) {
        return new Look(
                START.plusSeconds(Math.round(clock * PERIOD.toSeconds())).toString(),
                "r",
                spec.metrics().getFirst().name(),
                "treatment",
                effect.contrast().difference(),
                effect.contrast().standardError(),
                Standing.deviate(effect.test().pValue(), effect.test().statistic()),
                (double) effect.n(),
                clock,
                Last.INTERIM,
                0,
                "continue",
                (double) last.n(),
                Monitor.plan(spec));
    }
}
