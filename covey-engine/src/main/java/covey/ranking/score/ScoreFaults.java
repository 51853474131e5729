package covey.ranking.score;

import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.score.ScoreMetric.Labels;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import java.util.Locale;
import java.util.Optional;

/** Why a metric has no number on some rows, and what to do about it. */
final class ScoreFaults {
    private ScoreFaults() {}

    /** What is wrong with the labels for a metric. */
    static Optional<Fault> labels(ScoreMetric metric, ScoredPart part) {
        if (part.size() == 0) {
            return Optional.of(new Fault(
                    Reason.NO_DATA,
                    "no row of the truth in the period has a score of every system",
                    "see the check same_rows: do truth and systems name the same users and items?"));
        }
        boolean classes = metric.labels() == Labels.NUMBERS || metric.relevant().isPresent() || part.classes();
        if (classes) {
            return Optional.empty();
        }
        double low = part.range()[0];
        double high = part.range()[1];
        return Optional.of(new Fault(
                Reason.NOT_SUPPORTED,
                String.format(
                        Locale.ROOT,
                        "labels lie between %s and %s, and %s needs 0 and 1",
                        plain(low),
                        plain(high),
                        metric.name()),
                "say from which label on a row counts as 1, such as auc(rel=" + plain(high) + ")"));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** What is wrong with the scores of a system for a metric. */
    static Optional<Fault> scores(ScoreMetric metric, ScoredPart part, int system, String name) {
        long outside = metric.probabilities() ? part.improbable(system) : 0;
        if (outside == 0) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                Reason.NOT_SUPPORTED,
                String.format(
                        Locale.ROOT,
                        "%d of %d scores of %s lie outside 0 to 1 (from %.4g to %.4g), so they are no probabilities",
                        outside,
                        part.size(),
                        name,
                        part.range(system)[0],
                        part.range(system)[1]),
                "take for score the column with the probability, or auc, which asks for the order alone"));
    }

    /** What the arithmetic refused. */
    static Fault of(DegenerateDataException e) {
        Reason reason = switch (e.reason()) {
            case ZERO_VARIANCE -> Reason.ZERO_VARIANCE;
            case ZERO_DENOMINATOR, WEAK_DENOMINATOR -> Reason.ZERO_DENOMINATOR;
            case ZERO_BASELINE -> Reason.ZERO_BASELINE;
            case TOO_FEW_UNITS, TOO_FEW_ARMS -> Reason.TOO_FEW_UNITS;
        };
        String message = String.valueOf(e.getMessage());
        String advice = message.contains("one class")
                ? "give truth a row for every impression, with its outcome as grade: {model: impressions, grade: clicked}"
                : message.contains("infinite")
                        ? "clip by name, such as log_loss(clip=1e-6)"
                        : message.contains("sampling variance")
                                ? "see whether the systems give the same scores"
                                : "evaluate more units";
        return new Fault(reason, message, advice);
    }
}
