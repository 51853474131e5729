package covey.ranking.label;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gain;
import covey.ranking.Gains;

/** Names of metrics, in the style of ir-measures: {@code P(rel=2)@5}. */
public final class Label {
    /** Cutoff of a metric that looks at the whole list. */
    public static final int ALL = Integer.MAX_VALUE;

    private Label() {}

    /** A metric of relevant or not. */
    public static String of(String base, double level, int cutoff) {
        return base + (level == 1 ? "" : "(rel=" + number(level) + ")") + cut(cutoff);
    }

    /** A metric of gains; the linear gain and the log2 discount go without saying. */
    public static String gain(String base, Gains gains, Discount discount, int cutoff) {
        StringBuilder options = new StringBuilder();
        if (!gains.table().isEmpty()) {
            options.append("gains=");
            gains.table()
                    .forEach(e -> options.append(e.grade())
                            .append(':')
                            .append(number(e.gain()))
                            .append(' '));
            options.setLength(options.length() - 1);
        } else if (gains.rule() == Gain.EXPONENTIAL) {
            options.append("gain=exponential");
        } else if (gains.rule() == Gain.BINARY) {
            options.append("gain=binary");
            options.append(gains.level() == 1 ? "" : ",rel=" + number(gains.level()));
        }
        if (discount == Discount.JARVELIN_KEKALAINEN) {
            options.append(options.isEmpty() ? "" : ",").append("discount=jarvelin");
        }
        return base + (options.isEmpty() ? "" : "(" + options + ")") + cut(cutoff);
    }

    /** The name with a further option, before the cutoff. */
    public static String with(String name, String option) {
        int closed = name.indexOf(')');
        if (closed >= 0) {
            return name.substring(0, closed) + "," + option + name.substring(closed);
        }
        int at = name.indexOf('@');
        return at < 0 ? name + "(" + option + ")" : name.substring(0, at) + "(" + option + ")" + name.substring(at);
    }

    /** Conventions of a metric of gains. */
    public static Definition definition(Gains gains, Discount discount) {
        return Definition.BINARY
                .gaining(gains.table().isEmpty() ? gains.rule() : Gain.CUSTOM)
                .discounted(discount);
    }

    private static String cut(int cutoff) {
        return cutoff == ALL ? "" : "@" + cutoff;
    }

    /** A number as written in a name: whole ones without a point. */
    public static String number(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
