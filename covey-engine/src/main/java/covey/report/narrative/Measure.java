package covey.report.narrative;

import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.Scale;
import covey.result.Test;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the values of one scale of one metric are written: percent for relative effects, percentage points for
 * differences of proportions, the metric's unit otherwise.
 *
 * @param factor what a value is multiplied by before it is written: 100 for percents, 1 otherwise
 * @param suffix what follows the number in a table
 * @param words what follows the number in a sentence
 */
public record Measure(double factor, String suffix, String words) {
    private static final Set<String> SHARES = Set.of("proportion", "retention", "participation");

    private static final Pattern AT_LOOK = Pattern.compile(", look \\d+ \\(");

    /** The measure of a metric's values on a scale. */
    public static Measure of(MetricInfo metric, Scale scale) {
        return of(SHARES.contains(metric.kind()), metric.unit(), scale);
    }

    /** The measure of an estimand whose metric is not described. */
    public static Measure of(Estimand estimand) {
        return of(SHARES.contains(estimand.name()), estimand.unit(), estimand.scale());
    }

    private static Measure of(boolean share, String unit, Scale scale) {
        String spaced = unit.isEmpty() ? "" : " " + unit;
        return switch (scale) {
            case RELATIVE_DIFFERENCE, PROBABILITY -> new Measure(100, "%", "%");
            case DIFFERENCE -> share ? new Measure(100, " pp", " percentage points") : new Measure(1, "", spaced);
            case LEVEL -> share ? new Measure(100, "%", "%") : new Measure(1, "", spaced);
            case COUNT -> new Measure(1, "", spaced);
        };
    }

    /** A level or a size without sign. */
    public String plain(double value) {
        return Numbers.plain(factor * value) + suffix;
    }

    /** A level, with the decimals of its interval. */
    public String level(Estimate estimate) {
        return Numbers.fixed(factor * estimate.value(), decimals(estimate)) + suffix;
    }

    /** An interval of a level in words, such as {@code 66.1% to 74.3%}. */
    public String span(Estimate estimate, Interval interval) {
        int decimals = decimals(estimate);
        return Numbers.fixed(factor * interval.lower(), decimals) + suffix + " to "
                + Numbers.fixed(factor * interval.upper(), decimals) + suffix;
    }

    /** A value of an effect with its sign, with the decimals of its interval. */
    public String signed(Estimate estimate) {
        return Numbers.signed(factor * estimate.value(), decimals(estimate)) + suffix;
    }

    /** A value without sign, for a sentence whose verb gives the direction. */
    public String size(Estimate estimate) {
        return Numbers.fixed(factor * Math.abs(estimate.value()), decimals(estimate)) + words;
    }

    /** An interval in brackets, such as {@code [+0.79%, +3.07%]}. */
    public String brackets(Estimate estimate, Interval interval) {
        int decimals = decimals(estimate);
        return "[" + limit(interval.lower(), decimals) + ", " + limit(interval.upper(), decimals) + "]";
    }

    /** An interval in words, such as {@code −0.41% to +1.10%}; an open side is named. */
    public String range(Estimate estimate, Interval interval) {
        int decimals = decimals(estimate);
        if (Double.isInfinite(interval.lower())) {
            return "at most " + limit(interval.upper(), decimals);
        }
        if (Double.isInfinite(interval.upper())) {
            return "at least " + limit(interval.lower(), decimals);
        }
        return limit(interval.lower(), decimals) + " to " + limit(interval.upper(), decimals);
    }

    private String limit(double value, int decimals) {
        return Double.isInfinite(value) ? Numbers.fixed(value, 0) : Numbers.signed(factor * value, decimals) + suffix;
    }

    private int decimals(Estimate estimate) {
        return estimate.interval()
                .map(i -> Numbers.decimals(factor * estimate.value(), factor * i.lower(), factor * i.upper()))
                .orElseGet(() -> Numbers.decimals(factor * estimate.value()));
    }

    /** What an interval is called, such as {@code 95% interval} or {@code 95% simultaneous interval}. */
    public static String intervalName(Interval interval) {
        String kind = switch (interval.coverage()) {
            case POINTWISE -> "";
            case FALSE_COVERAGE_RATE -> " false-coverage-rate";
            case REPEATED -> " repeated";
            case ANYTIME_VALID -> " anytime-valid";
            case SIMULTANEOUS -> " simultaneous";
            case CREDIBLE -> " credible";
        };
        boolean open = Double.isInfinite(interval.lower()) || Double.isInfinite(interval.upper());
        return (open ? "one-sided " : "") + Numbers.level(interval.level()) + kind + " interval";
    }

    /**
     * A p-value of an effect. At a look it is the smallest error at which the look would decide, which early looks can
     * hardly do at all: above a half it says that, and nothing of the effect.
     */
    public static String p(Test test, double p) {
        return judgedAtLook(test) && p > 0.5 ? ">0.5" : Numbers.p(p);
    }

    /** Whether a test is that of one look of several. */
    private static boolean judgedAtLook(Test test) {
        return AT_LOOK.matcher(test.name()).find();
    }

    /** A coverage in words. */
    public static String coverage(Coverage coverage) {
        return coverage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
