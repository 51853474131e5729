package covey.ranking.sampled;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.sampledrank.BiasVarianceTradeoff;
import covey.stats.sampledrank.CandidateSample;
import covey.stats.sampledrank.SampledMetricCorrection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lists over samples with their correction.
 *
 * @param data lists and truth
 * @param sample how the candidates were drawn
 * @param correction what makes of a sampled rank an estimate
 */
public record SampledLists(RankingData data, CandidateSample sample, SampledMetricCorrection correction) {
    private static final String CHECK = "sampled_candidates";
    private static final double TOLERATED = 0.01;

    /** A metric over all items, estimated from the sampled lists. */
    public RankingMetric corrected(RankingMetric metric) {
        double[] grades = IntStream.range(0, data.truth().levels().size())
                .mapToDouble(data.truth().levels()::at)
                .filter(g -> g > 0)
                .toArray();
        return CorrectedMetric.of(metric, correction, sample.items(), grades);
    }

    /**
     * Says that metrics are estimates, and how many lists are not what was declared.
     *
     * @param first the metric that leads, over all items
     * @param counted queries that count
     */
    public Diagnostic check(RankingMetric first, int... counted) {
        Map<String, String> values = new TreeMap<>();
        double worst = 0;
        for (Lists lists : data.systems()) {
            long other =
                    IntStream.of(counted).filter(q -> !asDeclared(lists, q)).count();
            values.put(lists.system(), Long.toString(other));
            worst = Math.max(worst, (double) other / Math.max(1, counted.length));
        }
        String message = "metrics estimate those over all " + sample.items() + " items from samples of " + sample.size()
                + ": " + correction.words() + " (Krichene and Rendle 2020)" + bias(first);
        return worst == 0
                ? new Diagnostic(
                        CHECK,
                        Severity.NOTE,
                        "",
                        message,
                        List.of(),
                        "rank all items where you can: a sample says little of the top of a long list",
                        values,
                        "")
                : new Diagnostic(
                        CHECK,
                        worst > TOLERATED ? Severity.INVALIDATES : Severity.WARNING,
                        "",
                        message
                                + String.format(
                                        Locale.ROOT,
                                        "; up to %.3g%% of a system's lists are not one relevant item among %d sampled"
                                                + " ones",
                                        100 * worst,
                                        sample.size()),
                        List.of("lists were cut, or the relevant item or some of the sample left out or written twice"),
                        "write whole lists of sampled candidates, the relevant item among them",
                        values,
                        "");
    }

    /** A query without a list is as declared: another check counts it. */
    private boolean asDeclared(Lists lists, int query) {
        int from = lists.offsets().at(query);
        int to = lists.offsets().at(query + 1);
        boolean relevant = false;
        for (int i = from; i < to && !relevant; i++) {
            int grade = lists.grades().at(i);
            relevant = grade > 0 && data.truth().levels().at(grade - 1) > 0;
        }
        return to == from || (relevant && lists.lengths().at(query) == sample.size() + 1);
    }

    private String bias(RankingMetric metric) {
        if (!(correction instanceof BiasVarianceTradeoff tradeoff)) {
            return "; the rank is estimated without bias, the metric is not";
        }
        JudgedList list = new JudgedList();
        double[] corrected = tradeoff.corrected(rank -> CorrectedMetric.at(metric, list, 1, rank, sample.items()));
        return String.format(
                Locale.ROOT,
                "; the bias that is left is at most %.2g for an item at any rank (%s, grade 1), which no interval"
                        + " covers",
                tradeoff.largestBias(rank -> CorrectedMetric.at(metric, list, 1, rank, sample.items()), corrected),
                metric.name());
    }
}
