package covey.method;

import covey.metric.Metric;

/** A study as an estimator understands it: an immutable record made from the study's file. */
public interface Spec {
    /** Study name. */
    String name();

    /** What the sizes of the arms count, where that is not the study's unit; empty where it is. */
    default String counted() {
        return "";
    }

    /** Unit of a metric's level in this study, where it is not the metric's own. */
    default String unit(Metric metric) {
        return metric.unit();
    }
}
