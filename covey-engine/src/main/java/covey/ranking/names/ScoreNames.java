package covey.ranking.names;

import covey.method.Language.Misread;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.ranking.score.ScoreMetric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of metrics of scored rows, such as {@code log_loss}, {@code auc(rel=4)} and {@code lift@10%}; capitals do not matter. */
public final class ScoreNames {
    public static final List<String> EXAMPLES =
            List.of("rmse", "log_loss", "normalized_entropy", "ece", "auc", "lift@10%");

    private static final Map<String, String> OTHERS = Map.of(
            "logloss", "log_loss",
            "cross_entropy", "log_loss",
            "ne", "normalized_entropy",
            "normalised_entropy", "normalized_entropy",
            "roc_auc", "auc",
            "pr_auc", "average_precision",
            "brier_score", "brier",
            "expected_calibration_error", "ece",
            "cumulative_gains", "gains");

    private ScoreNames() {}

    /** The words before options and share. */
    static List<String> words() {
        return ScoreMetrics.ALL.stream().map(ScoreMetrics.Entry::name).toList();
    }

    /** The metric of a name; empty for a name that is none. */
    public static Optional<ScoreMetric> metric(String name) {
        try {
            return read(name);
        } catch (Misnamed _) {
            return Optional.empty();
        }
    }

    /** What is wrong with a name of such a metric; empty for a good one and for the names of other metrics. */
    public static Optional<Misread> misread(String name) {
        try {
            read(name);
            return Optional.empty();
        } catch (Misnamed e) {
            return Optional.of(new Misread("'" + name + "': " + e.getMessage(), List.of(), e.advice()));
        }
    }

    private static Optional<ScoreMetric> read(String name) {
        return WrittenName.of(name).flatMap(ScoreNames::read);
    }

    private static Optional<ScoreMetric> read(WrittenName written) {
        String base = written.base().toLowerCase(Locale.ROOT);
        return ScoreMetrics.named(OTHERS.getOrDefault(base, base)).map(entry -> {
            Arguments arguments = new Arguments(new WrittenName(entry.name(), written.options(), written.point()));
            ScoreMetric metric = entry.metric().apply(arguments);
            arguments.end();
            return metric;
        });
    }

    /** The metric as a study carries it: its label is the canonical name, its definition says the formula. */
    public static Optional<Metric> declared(String name) {
        return metric(name)
                .map(m -> new Metric(
                        name,
                        m.name(),
                        "",
                        "",
                        "official",
                        new Measure.Computed("score"),
                        Window.OPEN,
                        Optional.empty(),
                        m.goal(),
                        "",
                        m.name() + ":\n  formula: " + m.formula(),
                        Location.NONE));
    }
}
