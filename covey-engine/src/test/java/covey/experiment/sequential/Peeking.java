package covey.experiment.sequential;

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
    /** The upper end of the 99.9 % binomial band at .05 in 600 studies. */
    public static final double HIGHEST = 0.078;

    /** Studies that are simulated. */
    public static final int STUDIES = 600;

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(14);

    private Peeking() {}

    /** Share of studies in which a look crosses, by rule; {@code naive} among them. */
    public static Map<String, Double> errors(
            StudyBuilder study, Function<Study, ExperimentSpec> reader, Supplier<List<Effect>> looks) {
        Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
        for (String rule : List.of("obrien_fleming", "pocock", "confidence_sequence", "msprt")) {
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
        for (int r = 0; r < STUDIES; r++) {
            List<Effect> seen = looks.get();
            boolean naive = seen.stream()
                    .anyMatch(e -> Math.abs(
                                    Standing.deviate(e.test().pValue(), e.test().statistic()))
                            > -Normal.quantile(0.025));
            errors.merge("naive", naive ? 1.0 / STUDIES : 0, Double::sum);
            specs.forEach((rule, spec) -> errors.merge(rule, crosses(spec, seen) ? 1.0 / STUDIES : 0, Double::sum));
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
