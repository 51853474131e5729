package covey.ranking.query;

import covey.data.RankingData.Lists;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The queries whose first metric a candidate lowers most, the worst first, both lists side by side. */
public final class WorstQueries {
    private WorstQueries() {}

    /**
     * One query.
     *
     * @param query its id
     * @param baseline value of the baseline
     * @param candidate value of the candidate
     * @param baselineList first items of the baseline's list, relevant ones marked by {@code *} or their grade
     * @param candidateList those of the candidate's
     * @param overlap rank-biased overlap of the two lists; NaN where one is empty
     */
    public record Worst(
            String query,
            double baseline,
            double candidate,
            String baselineList,
            String candidateList,
            double overlap) {
        /** Candidate less baseline. */
        public double difference() {
            return candidate - baseline;
        }
    }

    /** At most so many queries that a candidate serves worse than the baseline; none without a metric. */
    public static List<Worst> of(QueryNumbers numbers, int candidate, int most, double persistence) {
        if (numbers.metrics().isEmpty()) {
            return List.of();
        }
        double[] before = numbers.values().getFirst().getFirst();
        double[] after = numbers.values().getFirst().get(candidate);
        Lists baseline = numbers.data().systems().getFirst();
        Lists other = numbers.data().systems().get(candidate);
        int[] counted = numbers.counted();
        ListAgreement agreement = new ListAgreement(baseline, other, persistence);
        return IntStream.range(0, counted.length)
                .filter(c -> after[c] < before[c])
                .boxed()
                .sorted(Comparator.comparingDouble(c -> after[c] - before[c]))
                .limit(most)
                .map(c -> new Worst(
                        numbers.query(c),
                        before[c],
                        after[c],
                        ShownList.of(numbers.data(), baseline, counted[c]),
                        ShownList.of(numbers.data(), other, counted[c]),
                        agreement.overlap(counted[c])))
                .toList();
    }
}
