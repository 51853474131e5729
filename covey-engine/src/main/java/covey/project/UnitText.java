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
            case Measure.Ratio ratio -> ratio(ratio.numerator(), ratio.denominator());
            case Measure.Computed _ -> metric.unit();
            case Measure.Quantile quantile ->
                quantile.over() == Measure.Quantile.Over.UNIT
                        ? what(quantile.value()) + " per " + unit
                        : what(quantile.value());
        };
    }

    /** Rows of one table among rows of it are a share; else what is added up per one of what it is divided by. */
    private static String ratio(Aggregate numerator, Aggregate denominator) {
        boolean rows = numerator.function() == Aggregate.Function.COUNT
                && denominator.function() == Aggregate.Function.COUNT
                && numerator.model().equals(denominator.model());
        return rows ? "share of " + what(denominator) : what(numerator) + " per " + one(what(denominator));
    }

    private static String what(Aggregate aggregate) {
        if (PLAIN.matcher(aggregate.expr()).matches()) {
            return aggregate.expr().replace('_', ' ');
        }
        return switch (aggregate.function()) {
            case COUNT -> aggregate.model().replace('_', ' ');
            case DAYS -> "days";
            case SUM, MAX, COUNT_DISTINCT -> aggregate.expr();
        };
    }

    /** One of what a plural names: {@code push} of {@code pushes}, {@code story} of {@code stories}. */
    static String one(String many) {
        if (many.endsWith("ies") && many.length() > 4) {
            return many.substring(0, many.length() - 3) + "y";
        }
        if (many.matches(".*(sh|ch|x|ss|zz)es")) {
            return many.substring(0, many.length() - 2);
        }
        boolean plural = many.length() > 2 && many.endsWith("s") && !many.matches(".*(ss|us|is)");
        return plural ? many.substring(0, many.length() - 1) : many;
    }
}
