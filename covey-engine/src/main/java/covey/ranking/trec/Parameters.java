package covey.ranking.trec;

import covey.ranking.Gains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the point of {@code -m measure.parameters}.
 *
 * @param name the measure
 * @param text its parameters; null for the default
 */
record Parameters(String name, @Nullable String text) {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    /** The measure's name with its parameters. */
    String named() {
        return text == null ? name : name + "_" + text;
    }

    /** Whole numbers, sorted; refused when not positive or twice there. */
    long[] cutoffs(int[] byDefault) {
        if (text == null) {
            return Arrays.stream(byDefault).asLongStream().toArray();
        }
        long[] cutoffs = Arrays.stream(text.split(",", -1))
                .mapToLong(CNumbers::atol)
                .sorted()
                .toArray();
        if (cutoffs[0] <= 0) {
            throw uninitialised("trec_eval: Negative cutoff detected");
        }
        if (Arrays.stream(cutoffs).distinct().count() < cutoffs.length) {
            throw uninitialised("trec_eval: duplicate cutoffs detected");
        }
        return cutoffs;
    }

    /** Real numbers, sorted; refused when twice there. */
    double[] points(double[] byDefault) {
        double[] points = values(byDefault);
        Arrays.sort(points);
        if (Arrays.stream(points).distinct().count() < points.length) {
            throw uninitialised("trec_eval: duplicate cutoffs detected");
        }
        return points;
    }

    /** Real numbers as they stand. */
    double[] values(double... byDefault) {
        return text == null
                ? byDefault.clone()
                : Arrays.stream(text.split(",", -1)).mapToDouble(CNumbers::atof).toArray();
    }

    /** The {@code grade=gain} pairs as gains. */
    Gains gains(TrecOptions options) {
        List<Gains.Entry> table = new ArrayList<>();
        for (String[] pair : pairs()) {
            // version 10 passes over a name that is no number; before, it is grade 0
            if (!options.version().isTen() || WHOLE.matcher(pair[0]).matches()) {
                table.add(new Gains.Entry(CNumbers.atol(pair[0]), CNumbers.atof(pair[1])));
            }
        }
        return TrecMeasures.gains(table, options);
    }

    /** The last value of a named parameter. */
    double named(String wanted, double byDefault) {
        double value = byDefault;
        for (String[] pair : pairs()) {
            value = pair[0].equals(wanted) ? CNumbers.atof(pair[1]) : value;
        }
        return value;
    }

    private List<String[]> pairs() {
        List<String[]> pairs = new ArrayList<>();
        if (text != null) {
            for (String part : text.split(",", -1)) {
                String[] pair = part.split("=", -1);
                if (pair.length != 2) {
                    throw uninitialised("trec_eval: malformed pair parameters in '" + text + "'");
                }
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private TrecFault uninitialised(String why) {
        return new TrecFault(2, why + "\ntrec_eval: Cannot initialize measure '" + name + "'");
    }
}
