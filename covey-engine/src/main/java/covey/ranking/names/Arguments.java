package covey.ranking.names;

import covey.ranking.Discount;
import covey.ranking.Gain;
import covey.ranking.Gains;
import covey.ranking.Ties;
import covey.ranking.label.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The options and the cutoff of one name, as its metric asks for them; what nobody asked for is refused at the end. */
final class Arguments {
    private final WrittenName name;
    private final TreeSet<String> asked = new TreeSet<>();
    private boolean pointRead;
    private OptionalInt ranks = OptionalInt.empty();

    Arguments(WrittenName name) {
        this.name = name;
    }

    /** Grade from which an item is relevant. */
    double level() {
        return number("rel", 1);
    }

    /** Ranks looked at, all of them without a cutoff. */
    int cutoff() {
        pointRead = true;
        if (name.point().isEmpty()) {
            return Label.ALL;
        }
        int cutoff = whole();
        ranks = OptionalInt.of(cutoff);
        return cutoff;
    }

    /** Ranks looked at, by a metric that has to be told. */
    int neededCutoff() {
        needPoint("10");
        return cutoff();
    }

    /** A whole number behind the {@code @} that does not count ranks. */
    int places() {
        needPoint("10");
        return whole();
    }

    /** A fraction, or a multiple, behind the {@code @}. */
    double share() {
        needPoint("0.1");
        return real("@", name.point(), 0, Double.MAX_VALUE);
    }

    /** A share of rows behind the {@code @}, between 0 and 1, also in percent. */
    double part() {
        needPoint("10%");
        boolean percent = name.point().endsWith("%");
        String digits = percent ? name.point().substring(0, name.point().length() - 1) : name.point();
        double part = real("@", digits, 0, Double.MAX_VALUE) / (percent ? 100 : 1);
        if (!(part > 0 && part < 1)) {
            throw new Misnamed(
                    "'" + name.point() + "' behind " + name.base() + " is no share of the rows",
                    "write " + name.base() + "@10%");
        }
        return part;
    }

    private void needPoint(String example) {
        pointRead = true;
        if (name.point().isEmpty()) {
            throw new Misnamed(
                    name.base() + " needs a number behind it", "write " + name.base() + name.tail() + "@" + example);
        }
    }

    private int whole() {
        boolean digits = Pattern.matches("[0-9]{1,9}", name.point());
        if (!digits || Integer.parseInt(name.point()) == 0) {
            throw new Misnamed(
                    "'" + name.point() + "' behind " + name.base() + " is no whole number from 1",
                    "write " + name.base() + "@10");
        }
        return Integer.parseInt(name.point());
    }

    boolean has(String key) {
        asked.add(key);
        return name.options().containsKey(key);
    }

    private Optional<String> text(String key) {
        asked.add(key);
        return Optional.ofNullable(name.options().get(key));
    }

    double number(String key, double otherwise) {
        return text(key).map(t -> real(key + "=", t, 0, Double.MAX_VALUE)).orElse(otherwise);
    }

    /** A probability other than 0 and 1. */
    double probability(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value > 0 && value < 1)) {
            throw new Misnamed(key + " of " + name.base() + " is " + value, "write a number between 0 and 1");
        }
        return value;
    }

    List<Double> numbers(String key, List<Double> otherwise) {
        return text(key)
                .map(t -> Arrays.stream(t.split(" +", -1))
                        .map(n -> real(key + "=", n, -Double.MAX_VALUE, Double.MAX_VALUE))
                        .toList())
                .orElse(otherwise);
    }

    private double real(String before, String text, double least, double most) {
        if (Pattern.matches("-?[0-9]*\\.?[0-9]+(?:[eE]-?[0-9]+)?|[0-9]+\\.", text)) {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new Misnamed(
                "'" + before + text + "' of " + name.base() + " is no number" + (least == 0 ? " from 0" : ""),
                "write a number such as " + before + "0.5");
    }

    /** One of some words, the first when the key is not written. */
    String word(String key, String... words) {
        String value = text(key).orElse(words[0]);
        if (!List.of(words).contains(value)) {
            throw new Misnamed(
                    key + " of " + name.base() + " is '" + value + "'",
                    "write one of " + String.join(", ", new TreeSet<>(List.of(words))));
        }
        return value;
    }

    /** From grades to gains: {@code gain=}, in ir-measures {@code dcg=}, or a table. */
    Gains gains() {
        Optional<String> table = text("gains");
        String dcg = word("dcg", "log2", "exp-log2");
        String gain = word("gain", dcg.equals("log2") ? "linear" : "exponential", "linear", "exponential", "binary");
        if (table.isPresent()) {
            return new Gains(Gain.LINEAR, 1, entries(table.get()), Gains.Order.EXACT);
        }
        return switch (gain) {
            case "exponential" -> Gains.of(Gain.EXPONENTIAL, 1);
            case "binary" -> Gains.of(Gain.BINARY, level());
            default -> Gains.LINEAR;
        };
    }

    /** The same where a relevance level alone means relevant or not. */
    Gains gainsOrLevel() {
        return has("rel") && !has("gain") ? Gains.of(Gain.BINARY, level()) : gains();
    }

    private List<Gains.Entry> entries(String table) {
        List<Gains.Entry> entries = new ArrayList<>();
        for (String pair : table.strip().replaceAll(" *: *", ":").split("[, ]+", -1)) {
            String[] parts = pair.split(":", -1);
            if (parts.length != 2 || !Pattern.matches("[0-9]{1,9}", parts[0])) {
                throw new Misnamed("'" + pair + "' is no gain of a grade", "write gains={0:0,1:1,2:5}");
            }
            entries.add(new Gains.Entry(Long.parseLong(parts[0]), real("gain ", parts[1], -1e9, 1e9)));
        }
        return entries;
    }

    /** The discount of a cumulative gain. */
    Discount discount() {
        return word("discount", "log2", "jarvelin").equals("log2") ? Discount.LOG2 : Discount.JARVELIN_KEKALAINEN;
    }

    /** What becomes of items of equal score; empty when the name does not say. */
    Optional<Ties> ties() {
        if (!has("ties")) {
            return Optional.empty();
        }
        String word = word("ties", "expected", "strict", "best", "worst");
        return Arrays.stream(Ties.values()).filter(t -> t.word().equals(word)).findFirst();
    }

    /** Ranks that were asked for; empty for the whole list. */
    OptionalInt ranks() {
        return ranks;
    }

    /** Refuses what the metric did not ask for. */
    void end() {
        if (!word("judged_only", "False", "false", "True", "true").equalsIgnoreCase("false")) {
            throw new Misnamed(
                    "judged_only takes the unjudged items out of the lists, which is not done here",
                    "take it out: Judged" + (name.point().isEmpty() ? "" : "@" + name.point())
                            + " says how much is unjudged, Bpref passes over it; covey trec-eval -J leaves it out");
        }
        for (String key : name.options().keySet()) {
            if (!asked.contains(key)) {
                asked.remove("judged_only");
                throw new Misnamed(
                        name.base() + " has no option '" + key + "'",
                        key.equals("rel") && asked.contains("gain")
                                ? "a relevance level does not touch gains; write gain=binary,rel="
                                        + name.options().get(key)
                                : "it has " + String.join(", ", asked));
            }
        }
        if (!pointRead && !name.point().isEmpty()) {
            throw new Misnamed(
                    name.base() + " looks at the whole list and has no cutoff", "write " + name.base() + " without @");
        }
    }
}
