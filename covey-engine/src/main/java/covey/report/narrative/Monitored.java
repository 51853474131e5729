package covey.report.narrative;

import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.Diagnostic;
import covey.result.MetricInfo;
import covey.result.StudyResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one effect stands at a look, as the result says it.
 *
 * @param metric metric name
 * @param arm arm compared with control
 * @param values the numbers of the look
 */
public record Monitored(String metric, String arm, Map<String, String> values) {
    private static final Map<String, String> WORDS = Map.of(
            "continue", "continue",
            "stop_for_efficacy", "stop, the effect is established",
            "stop_for_harm", "stop, harm is established",
            "stop_for_futility", "stop, the planned effect is out of reach",
            "ended", "the plan has ended");

    public Monitored {
        values = Map.copyOf(values);
    }

    /** Every effect that is monitored. */
    public static List<Monitored> all(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring") && d.values().containsKey("z"))
                .map(d -> new Monitored(d.metric(), text(d, "arm"), d.values()))
                .toList();
    }

    /** One effect. */
    public static Optional<Monitored> of(StudyResult result, String metric, String arm) {
        return all(result).stream()
                .filter(m -> m.metric().equals(metric) && m.arm().equals(arm))
                .findFirst();
    }

    /** Share of the plan that has passed, in words, while the experiment runs. */
    static Optional<String> passed(StudyResult result) {
        return leading(result).stream()
                .filter(m -> m.value("last").equals("INTERIM"))
                .findFirst()
                .map(m -> share(m.number("clock")));
    }

    /** The primary metrics, whose plan is the study's; all where none is primary. */
    private static List<Monitored> leading(StudyResult result) {
        List<Monitored> all = all(result);
        List<Monitored> primary = all.stream()
                .filter(m -> result.metric(m.metric())
                        .filter(i -> i.role() == MetricInfo.Role.PRIMARY)
                        .isPresent())
                .toList();
        return primary.isEmpty() ? all : primary;
    }

    /** Whether looks are still to come, so that only what is made for looking may be shown. */
    public static boolean running(StudyResult result) {
        return all(result).stream().anyMatch(m -> m.value("last").equals("INTERIM"));
    }

    /** What the looks recommend for the primary metrics and guardrails; a clause. */
    static Optional<String> summary(Scorecard scorecard) {
        List<Monitored> all = all(scorecard.result());
        List<String> stops = all.stream()
                .filter(m -> m.recommendation().startsWith("stop"))
                .map(m -> words(m.recommendation()) + " (" + label(scorecard, m.metric()) + ", " + m.arm() + ")")
                .distinct()
                .toList();
        if (all.isEmpty() || (stops.isEmpty() && passed(scorecard.result()).isEmpty())) {
            return Optional.empty();
        }
        String look = "look " + leading(scorecard.result()).getFirst().value("look") + ": ";
        return Optional.of(look + (stops.isEmpty() ? "continue" : String.join(", ", stops)));
    }

    /** Which look an effect is corrected for; empty where it is not corrected. */
    public static Optional<String> correction(StudyResult result, Effect effect) {
        return effect.correction().map(c -> {
            Optional<Monitored> look =
                    of(result, effect.metric().name(), effect.arm().name());
            String now = look.map(m -> m.value("look")).orElse("");
            String decided = look.map(m -> m.value("decided_at_look"))
                    .filter(d -> !d.isEmpty() && !d.equals("0"))
                    .orElse(now);
            String at = decided.isEmpty() ? "" : " at look " + decided;
            return "corrected for stopping" + at
                    + (c.analysis().equals("overrun") ? ", with the data until look " + now : "");
        });
    }

    private static String label(Scorecard scorecard, String metric) {
        return scorecard.result().metric(metric).map(MetricInfo::label).orElse(metric);
    }

    /** A recommendation in words. */
    public static String words(String recommendation) {
        return WORDS.getOrDefault(recommendation, recommendation);
    }

    /** What is recommended. */
    public String recommendation() {
        return value("recommendation");
    }

    /** Why a crossed bound decides nothing yet; empty when nothing holds it. */
    public String held() {
        return value("held");
    }

    /** Whether one look at the end was planned, and this is not it: nothing can be concluded yet. */
    boolean premature() {
        return value("method").equals("fixed") && value("last").equals("INTERIM");
    }

    /** A number of the look. */
    public double number(String key) {
        return Double.parseDouble(value(key));
    }

    /** A value of the look. */
    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** A share of the plan in words. */
    public static String share(double share) {
        return Numbers.fixed(100 * Math.min(1, share), 0) + "%";
    }

    private static String text(Diagnostic d, String key) {
        return d.values().getOrDefault(key, "");
    }
}
