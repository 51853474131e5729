package covey.ranking.names;

import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.ranking.BeyondMetric;
import covey.ranking.label.Label;
import covey.ranking.metric.exposure.CatalogueCoverage;
import covey.ranking.metric.exposure.GiniIndex;
import covey.ranking.metric.exposure.GiniOfShown;
import covey.ranking.metric.exposure.GroupGap;
import covey.ranking.metric.exposure.Personalization;
import covey.ranking.metric.exposure.ProviderDisparity;
import covey.ranking.metric.exposure.ProviderEntropy;
import covey.ranking.metric.exposure.ProviderGini;
import covey.ranking.metric.exposure.ShannonEntropy;
import covey.ranking.metric.list.AveragePopularity;
import covey.ranking.metric.list.CalibrationJs;
import covey.ranking.metric.list.CalibrationKl;
import covey.ranking.metric.list.CategoryEntropy;
import covey.ranking.metric.list.IntraListDiversity;
import covey.ranking.metric.list.LongTailShare;
import covey.ranking.metric.list.Novelty;
import covey.ranking.metric.list.PopularitySerendipity;
import covey.ranking.metric.list.Serendipity;
import covey.ranking.metric.list.Unexpectedness;
import covey.ranking.metric.list.Unseen;
import covey.ranking.metric.list.UserCoverage;
import covey.ranking.metric.similarity.SimilarityBy;
import covey.ranking.trend.CategoryEntropyTrend;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of metrics beyond accuracy, such as {@code gini@10}, {@code novelty(unseen=left_out)@10} and
 * {@code group_gap(ndcg,by=country)@10}: every one stands in one list.
 */
public final class BeyondNames {
    public static final List<String> EXAMPLES =
            List.of("catalogue_coverage@10", "gini@10", "novelty@10", "intra_list_diversity@10", "calibration_kl@10");

    private static final Pattern NAME = Pattern.compile("([a-z_]+)(?:\\(([^()]*)\\))?(?:@(\\d{1,6}))?");

    /** What a name says after its first word: options, the one without a key under "", and the cutoff. */
    private record Form(Map<String, String> options, int cutoff) {}

    private record Named(String word, Function<Form, Optional<? extends BeyondMetric>> metric) {}

    private static final List<Named> ALL = List.of(
            plain("catalogue_coverage", CatalogueCoverage::new),
            new Named("gini", BeyondNames::gini),
            plain("entropy", ShannonEntropy::new),
            plain("personalization", Personalization::new),
            plain("provider_gini", ProviderGini::new),
            plain("provider_entropy", ProviderEntropy::new),
            plain("provider_disparity", ProviderDisparity::new),
            new Named("group_gap", BeyondNames::gap),
            plain("user_coverage", UserCoverage::new),
            unseen("novelty", Novelty::new),
            unseen("arp", AveragePopularity::new),
            plain("long_tail", LongTailShare::new),
            alike("intra_list_diversity", IntraListDiversity::new),
            alike("unexpectedness", Unexpectedness::new),
            new Named("serendipity", BeyondNames::serendipity),
            plain("calibration_kl", CalibrationKl::new),
            plain("calibration_js", CalibrationJs::new),
            plain("category_entropy", CategoryEntropy::new),
            plain("category_entropy_trend", CategoryEntropyTrend::new));

    private BeyondNames() {}

    /** The metric of a name; empty for a name that is none. */
    public static Optional<BeyondMetric> metric(String name) {
        Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int cutoff = matcher.group(3) == null ? Label.ALL : Integer.parseInt(matcher.group(3));
        Map<String, String> options = options(matcher.group(2) == null ? "" : matcher.group(2));
        return ALL.stream()
                .filter(n -> cutoff > 0 && n.word().equals(matcher.group(1)))
                .findFirst()
                .flatMap(n -> n.metric().apply(new Form(options, cutoff)));
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.replace("'", "").replace("\"", "").split(",", -1)) {
            int at = option.indexOf('=');
            if (!option.isBlank()) {
                options.put(
                        at < 0 ? "" : option.substring(0, at).strip(),
                        option.substring(at + 1).strip());
            }
        }
        return options;
    }

    private static Named plain(String word, IntFunction<BeyondMetric> metric) {
        return new Named(
                word, form -> form.options().isEmpty() ? Optional.of(metric.apply(form.cutoff())) : Optional.empty());
    }

    private static Named unseen(String word, BiFunction<Unseen, Integer, BeyondMetric> metric) {
        return new Named(
                word, form -> choice(form, "unseen", Unseen.values()).map(u -> metric.apply(u, form.cutoff())));
    }

    private static Named alike(String word, BiFunction<SimilarityBy, Integer, BeyondMetric> metric) {
        return new Named(
                word, form -> choice(form, "by", SimilarityBy.values()).map(by -> metric.apply(by, form.cutoff())));
    }

    /** The value of the only option; the first when it is not given, none when it or another option is unknown. */
    private static <E extends Enum<E>> Optional<E> choice(Form form, String key, E[] values) {
        if (form.options().isEmpty()) {
            return Optional.of(values[0]);
        }
        String value = form.options().getOrDefault(key, "");
        return form.options().size() > 1
                ? Optional.empty()
                : Stream.of(values)
                        .filter(v -> v.name().equalsIgnoreCase(value))
                        .findFirst();
    }

    private static Optional<? extends BeyondMetric> gini(Form form) {
        return form.options().equals(Map.of("items", "shown"))
                ? Optional.of(new GiniOfShown(form.cutoff()))
                : Optional.of(new GiniIndex(form.cutoff()))
                        .filter(_ -> form.options().isEmpty());
    }

    private static Optional<? extends BeyondMetric> serendipity(Form form) {
        return form.options().equals(Map.of("by", "popularity"))
                ? Optional.of(new PopularitySerendipity(form.cutoff()))
                : choice(form, "by", SimilarityBy.values()).map(by -> new Serendipity(by, form.cutoff()));
    }

    private static Optional<? extends BeyondMetric> gap(Form form) {
        String by = form.options().getOrDefault("by", "");
        String of = form.options().getOrDefault("", "") + (form.cutoff() == Label.ALL ? "" : "@" + form.cutoff());
        return by.isEmpty() || form.options().size() != 2
                ? Optional.empty()
                : MetricNames.metric(of).map(m -> new GroupGap(m, by, form.cutoff()));
    }

    /** The metric as a study carries it: its definition says the formula. */
    public static Optional<Metric> declared(String name) {
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
                        m.goal(),
                        "",
                        m.name() + ":\n  formula: " + m.formula(),
                        Location.NONE));
    }
}
