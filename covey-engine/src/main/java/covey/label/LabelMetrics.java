package covey.label;

import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import java.util.List;
import java.util.Optional;

/** What a label evaluation measures, by name. */
final class LabelMetrics {
    /** Share of items whose label is 1. */
    static final String SHARE = "label_share";

    /** Mean label of the items, where labels are numbers. */
    static final String MEAN = "label_mean";

    /** How far raters agree. */
    static final String AGREEMENT = "rater_agreement";

    static final List<String> NAMES = List.of(SHARE, MEAN, AGREEMENT);

    /** Measured where a study names nothing. */
    static final List<String> USUAL = List.of(SHARE, AGREEMENT);

    private LabelMetrics() {}

    /** The metric of a name; empty for a name that is none. */
    static Optional<Metric> declared(String name) {
        return switch (name) {
            case SHARE ->
                Optional.of(metric(
                        name,
                        "Share of items labelled right",
                        "proportion",
                        Goal.INCREASE,
                        "share of the population's items whose label is 1; several raters of an item count as analysis.combine"
                                + " says"));
            case MEAN ->
                Optional.of(metric(
                        name,
                        "Mean label",
                        "label",
                        Goal.NONE,
                        "mean label over the population's items; labels are numbers"));
            case AGREEMENT ->
                Optional.of(metric(
                        name,
                        "Agreement of raters",
                        "label",
                        Goal.NONE,
                        "agreement of raters on items that two or more labelled, beyond chance"));
            default -> Optional.empty();
        };
    }

    private static Metric metric(String name, String label, String kind, Goal goal, String definition) {
        return new Metric(
                name,
                label,
                "",
                "",
                "official",
                new Measure.Computed(kind),
                Window.OPEN,
                Optional.empty(),
                goal,
                "",
                name + ": " + definition,
                Location.NONE);
    }
}
