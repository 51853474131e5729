package covey.project;

import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import java.util.regex.Pattern;

/** The unit of a metric's level when its file does not give one, such as {@code clicks per user}. */
final class UnitText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private UnitText() {}

    /** The metric with its unit filled in for the given unit of analysis. */
    static Metric fill(Metric metric, String unit) {
        if (!metric.unit().isEmpty()) {
            return metric;
        }
        return metric.in(of(metric, unit));
    }

    private static String of(Metric metric, String unit) {
        return switch (metric.measure()) {
            case Measure.Mean mean -> metric.name() + " per " + unit;
            case Measure.Proportion proportion -> "share of " + unit + "s";
            case Measure.Retention retention -> "share of " + unit + "s";
            case Measure.Participation participation -> "share of days per " + unit;
            case Measure.Ratio ratio -> what(ratio.numerator()) + " per " + what(ratio.denominator());
            case Measure.Quantile quantile ->
                quantile.over() == Measure.Quantile.Over.UNIT
                        ? what(quantile.value()) + " per " + unit
                        : what(quantile.value());
        };
    }

    private static String what(Aggregate aggregate) {
        return PLAIN.matcher(aggregate.expr()).matches() ? aggregate.expr() : "rows of " + aggregate.model();
    }
}
