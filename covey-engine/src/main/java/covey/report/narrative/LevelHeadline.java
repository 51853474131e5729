package covey.report.narrative;

import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.Optional;

/** The sentence that leads a study which compares nothing: the level of its first metric, with its interval. */
final class LevelHeadline {
    private final Scorecard scorecard;

    LevelHeadline(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    /** The sentence; empty where the study compares, or has no level either. */
    Optional<String> text() {
        if (scorecard.result().study().arms().size() != 1) {
            return Optional.empty();
        }
        String arm = scorecard.result().study().arms().getFirst().name();
        return scorecard.metrics(MetricInfo.Role.PRIMARY).stream()
                .findFirst()
                .flatMap(m -> scorecard.level(m, arm, "").map(o -> sentence(m, o)));
    }

    private String sentence(MetricInfo metric, Outcome outcome) {
        return switch (outcome) {
            case Estimate e -> {
                Measure measure = Measure.of(metric, Scale.LEVEL);
                yield metric.label() + ": " + measure.level(e)
                        + e.interval()
                                .map(i -> " (" + Measure.intervalName(i) + " " + measure.span(e, i) + ")")
                                .orElse("")
                        + ", from "
                        + Words.plural(e.n(), scorecard.result().study().unit())
                        + (e.adjustedBy().isEmpty() ? "" : " and a " + e.adjustedBy() + " that they correct")
                        + ".";
            }
            case NotEstimable n ->
                "Cannot conclude: there is no number for " + metric.label() + " (" + n.message() + ").";
        };
    }
}
