package covey.ranking.evaluate;

import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;
import covey.ranking.metric.gain.Ndcg;
import covey.ranking.metric.hits.AveragePrecision;
import covey.ranking.metric.hits.Precision;
import covey.ranking.metric.hits.Recall;
import covey.ranking.metric.hits.ReciprocalRank;
import covey.ranking.metric.hits.Success;
import covey.result.MetricInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics of ranked lists. */
final class MetricNames {
    static final List<String> EXAMPLES = List.of("nDCG@10", "MAP", "MRR", "P@10", "recall@50", "hit@10");

    private static final Pattern NAME = Pattern.compile("([A-Za-z_]+)(?:@(\\d{1,6}))?");

    private MetricNames() {}

    /** The metric of a name; empty for a name that is none. */
    static Optional<RankingMetric> metric(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int cutoff = matcher.group(2) == null ? Label.ALL : Integer.parseInt(matcher.group(2));
        if (cutoff == 0) {
            return Optional.empty();
        }
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "ndcg" -> Optional.of(new Ndcg(cutoff, Gains.LINEAR, Discount.LOG2));
            case "map", "ap" -> Optional.of(new AveragePrecision(1, cutoff, AveragePrecision.Denominator.RELEVANT));
            case "mrr", "rr" -> Optional.of(new ReciprocalRank(1, cutoff));
            case "p", "precision" -> Optional.of(new Precision(1, cutoff));
            case "r", "recall" -> Optional.of(new Recall(1, cutoff));
            case "success", "hit" -> Optional.of(new Success(1, cutoff));
            default -> Optional.empty();
        };
    }

    /** Cutoff of a name; empty for the whole list. */
    static OptionalInt cutoff(String name) {
        int at = name.lastIndexOf('@');
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(name.substring(at + 1)));
    }

    /** The metric as a study carries it: its definition says every convention. */
    static Optional<Metric> declared(String name) {
        return metric(name)
                .map(m -> new Metric(
                        name,
                        name,
                        "",
                        "",
                        "official",
                        new Measure.Computed("ranking"),
                        Window.OPEN,
                        Optional.empty(),
                        MetricInfo.Goal.INCREASE,
                        "",
                        definition(m),
                        Location.NONE));
    }

    private static String definition(RankingMetric metric) {
        Definition d = metric.definition();
        return String.join(
                "\n",
                metric.name() + ":",
                "  gain: " + d.gain(),
                "  discount: " + d.discount(),
                "  ties: " + d.ties(),
                "  population: " + d.population(),
                "  unjudged: " + d.unjudged());
    }
}
