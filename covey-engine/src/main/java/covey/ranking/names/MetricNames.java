package covey.ranking.names;

import covey.method.Language.Misread;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.ranking.Aggregation;
import covey.ranking.Definition;
import covey.ranking.RankingMetric;
import covey.ranking.names.NameReading.Known;
import covey.ranking.names.NameReading.Unknown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics of ranked lists, as a study declares them. */
public final class MetricNames {
    public static final List<String> EXAMPLES = RankingNames.EXAMPLES;

    private static final Pattern CUT = Pattern.compile(".*@([0-9]{1,9})");

    private MetricNames() {}

    /** The metric of a name; empty for a name that is none. */
    public static Optional<RankingMetric> metric(String name) {
        return RankingNames.read(name) instanceof Known known ? Optional.of(known.metric()) : Optional.empty();
    }

    /** Cutoff of a name, of these metrics or of others that look at ranks; empty for the whole list. */
    public static OptionalInt cutoff(String name) {
        if (RankingNames.read(name) instanceof Known known) {
            return known.cutoff();
        }
        Matcher cut = CUT.matcher(name);
        return cut.matches() ? OptionalInt.of(Integer.parseInt(cut.group(1))) : OptionalInt.empty();
    }

    /** What is wrong with a name; empty for a metric. */
    public static Optional<Misread> misread(String name) {
        return RankingNames.read(name) instanceof Unknown unknown
                ? Optional.of(new Misread(unknown.message(), unknown.near(), unknown.advice()))
                : Optional.empty();
    }

    /** The metric as a study carries it: its label is the canonical name, its definition says every convention. */
    public static Optional<Metric> declared(String name) {
        NameReading reading = RankingNames.read(name);
        return reading instanceof Known known
                ? Optional.of(new Metric(
                        name,
                        known.metric().name(),
                        "",
                        "",
                        "official",
                        new Measure.Computed("ranking"),
                        Window.OPEN,
                        Optional.empty(),
                        known.goal(),
                        "",
                        definition(known.metric()),
                        Location.NONE))
                : Optional.empty();
    }

    private static String definition(RankingMetric metric) {
        Definition d = metric.definition();
        return String.join(
                "\n",
                metric.name() + ":",
                "  gain: " + word(d.gain()),
                "  discount: " + word(d.discount()),
                "  ties: " + d.ties().word(),
                "  population: as analysis.population says",
                "  unjudged: " + word(d.unjudged()),
                "  over queries: " + (metric.aggregation() == Aggregation.GEOMETRIC ? "geometric mean" : "mean"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
