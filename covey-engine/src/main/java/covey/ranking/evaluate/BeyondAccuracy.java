package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Codes;
import covey.data.RankingData.Lists;
import covey.data.RankingRequirement.ItemSource;
import covey.method.Study.MetricUse;
import covey.ranking.BeyondMetric;
import covey.ranking.Need;
import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.Measured;
import covey.ranking.evaluate.RankingSpec.Beyond;
import covey.ranking.label.Label;
import covey.ranking.metric.exposure.ExposureMetric;
import covey.ranking.metric.exposure.GroupGap;
import covey.ranking.metric.list.ItemFeatures;
import covey.ranking.metric.list.ListMetric;
import covey.ranking.metric.list.RankedItems;
import covey.ranking.trend.CategoryEntropyTrend;
import covey.ranking.trend.UserTrends;
import covey.result.Outcome;
import covey.result.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Metrics beyond accuracy. A metric of one list is a mean over queries and compared like an accuracy metric, on the
 * queries where it has a value for every system. A metric of all lists together is compared by leaving out groups of units,
 * on lists that are cut per query to the shortest of the systems'.
 */
final class BeyondAccuracy {
    private final RankingSpec spec;
    private final RankingData data;
    private final int[] counted;
    private final int[] equal;
    private final ItemFeatures features;
    private final CollectiveComparison collectives;

    /**
     * @param counted queries that count
     */
    BeyondAccuracy(RankingSpec spec, RankingData data, int[] counted, RandomGenerator random) {
        this.spec = spec;
        this.data = data;
        this.counted = counted;
        this.equal = equal();
        Set<Need> needs = EnumSet.noneOf(Need.class);
        spec.beyond().stream()
                .map(b -> b.metric().needs())
                .filter(n -> absent(n).isEmpty())
                .forEach(needs::addAll);
        this.features = ListedItems.features(data, needs);
        this.collectives = new CollectiveComparison(spec, data, counted, random);
    }

    /** One metric. */
    Measured measured(Beyond planned) {
        MetricUse use = planned.use();
        Optional<String> absent = absent(planned.metric().needs());
        if (absent.isPresent()) {
            return collectives.missing(
                    use,
                    new Fault(
                            Reason.NOT_SUPPORTED,
                            use.metric().name() + " needs what the study does not declare",
                            absent.get()));
        }
        return switch (planned.metric()) {
            case ListMetric list ->
                means(
                        use,
                        data.systems().stream()
                                .map(lists -> values(lists, list))
                                .toList());
            case CategoryEntropyTrend trend -> trends(use, trend);
            case ExposureMetric exposure ->
                collectives.measured(use, lists -> new Collective.Shown(data, lists, counted, equal, exposure));
            case GroupGap gap -> gaps(use, gap);
            case BeyondMetric other -> throw new IllegalStateException("no rows for " + other.name());
        };
    }

    private Measured gaps(MetricUse use, GroupGap gap) {
        Optional<Codes> groups = data.queries().slices().stream()
                .filter(s -> s.name().equals(gap.by()))
                .findFirst();
        if (groups.isEmpty()) {
            return collectives.missing(
                    use,
                    new Fault(
                            Reason.NOT_SUPPORTED,
                            use.metric().name() + " needs the groups of '" + gap.by()
                                    + "', which is no slice of the study",
                            "write slices: [" + gap.by() + "]"));
        }
        return collectives.measured(use, lists -> new Collective.Gap(data, lists, counted, groups.get(), gap));
    }

    private Measured trends(MetricUse use, CategoryEntropyTrend trend) {
        int weeks = UserTrends.weeks(data);
        if (weeks < CategoryEntropyTrend.FEWEST) {
            return collectives.missing(
                    use,
                    new Fault(
                            Reason.TOO_FEW_UNITS,
                            "the period has " + weeks + " whole weeks so far, and a trend needs "
                                    + CategoryEntropyTrend.FEWEST,
                            "end the period later"));
        }
        return means(use, UserTrends.of(data, counted, trend));
    }

    /**
     * Means over queries.
     *
     * @param values by system, then by counted query; NaN where it has none
     */
    private Measured means(MetricUse use, List<double[]> values) {
        Subset subset = Subset.defined(data, counted, values);
        ComparisonRows rows = new ComparisonRows(spec.frame());
        List<Outcome> levels = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 0; s < values.size(); s++) {
            String system = spec.systems().get(s);
            levels.add(rows.level(use, system, "", subset.level(values.get(s))));
            if (s > 0) {
                hypotheses.add(Hypothesis.of(use, system, "", subset.paired(values.getFirst(), values.get(s))));
            }
        }
        return new Measured(levels, hypotheses);
    }

    private double[] values(Lists lists, ListMetric metric) {
        double[] values = new double[counted.length];
        RankedItems list = new RankedItems();
        for (int c = 0; c < counted.length; c++) {
            ListedItems.read(data, lists, counted[c], Label.ALL, list);
            if (metric.needs().contains(Need.HISTORY)) {
                ListedItems.had(data, counted[c], list);
            }
            values[c] = metric.of(list, features);
        }
        return values;
    }

    /** Length of each counted query's shortest list. */
    private int[] equal() {
        int[] shortest = new int[counted.length];
        for (int c = 0; c < counted.length; c++) {
            int query = counted[c];
            shortest[c] = data.systems().stream()
                    .mapToInt(l -> l.offsets().at(query + 1) - l.offsets().at(query))
                    .min()
                    .orElse(0);
        }
        return shortest;
    }

    /** The key to write for the first need that the study does not declare. */
    private Optional<String> absent(Set<Need> needs) {
        Optional<ItemSource> items = spec.requirement().items();
        return needs.stream()
                .sorted()
                .filter(need -> switch (need) {
                    case CATALOGUE -> items.isEmpty();
                    case CATEGORY -> items.map(ItemSource::category).orElse("").isEmpty();
                    case PROVIDER -> items.map(ItemSource::provider).orElse("").isEmpty();
                    case FEATURES ->
                        items.map(ItemSource::features).orElse(List.of()).isEmpty();
                    case TIME ->
                        spec.requirement().systems().stream()
                                .anyMatch(s -> s.time().isEmpty());
                    case POPULARITY, HISTORY -> spec.requirement().history().isEmpty();
                })
                .map(BeyondAccuracy::key)
                .findFirst();
    }

    private static String key(Need need) {
        return switch (need) {
            case CATALOGUE -> "write items: {model: items}, the table with one row per item that could be shown";
            case CATEGORY -> "write items: {model: items, category: topic}";
            case PROVIDER -> "write items: {model: items, provider: author}";
            case FEATURES -> "write items: {model: items, features: [f1, f2]}, columns of numbers";
            case TIME ->
                "write systems.*.time: shown_at for every system, the column of the time at which a row was shown";
            case POPULARITY, HISTORY -> "write history: {model: engagements}, what users had before the period";
        };
    }
}
