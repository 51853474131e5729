package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Codes;
import covey.data.RankingData.Counts;
import covey.data.RankingData.History;
import covey.data.RankingData.Items;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Queries;
import covey.data.RankingData.Scored;
import covey.data.RankingData.Truth;
import covey.data.RankingData.Weekly;
import covey.data.column.Bytes;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.ranking.RankingMetric;
import covey.ranking.names.MetricNames;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A million users with lists of a hundred of ten thousand items and ten judgements each, in memory as an evaluation holds them:
 * the time of one metric over all of them, the median of five after two. An argument takes another number of users.
 */
public final class RankingMetricsBenchmark {
    private static final int LENGTH = 100;
    private static final int JUDGED = 10;
    private static final int ITEMS = 10_000;

    private RankingMetricsBenchmark() {}

    /** Prints a line per metric. */
    public static void main(String... arguments) {
        int users = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        RankingData data = data(users);
        Lists lists = data.systems().getFirst();
        int[] counted = QueryValues.counted(data, true);
        for (String name : List.of(
                "nDCG@10", "nDCG@100", "P@10", "R@100", "AP", "RR", "Success@10", "Rprec", "Bpref", "infAP", "RBP", "ERR@20", "F@10",
                "nDCG(ties=strict)@100")) {
            RankingMetric metric = MetricNames.metric(name).orElseThrow();
            double[] seconds = new double[5];
            for (int run = -2; run < seconds.length; run++) {
                long begin = System.nanoTime();
                double mean = Arrays.stream(QueryValues.of(data, lists, counted, List.of(metric))[0])
                        .average()
                        .orElse(0);
                if (run >= 0) {
                    seconds[run] = (System.nanoTime() - begin) / 1e9;
                }
                if (run == -2) {
                    System.out.printf(Locale.ROOT, "%-24s %.6f", name, mean);
                }
            }
            Arrays.sort(seconds);
            System.out.printf(Locale.ROOT, "  %.3f s (%.3f to %.3f)%n", seconds[2], seconds[0], seconds[4]);
        }
    }

    /** A relevant item stands at each rank with probability .04, a tenth of the scores tie. */
    private static RankingData data(int users) {
        SplittableRandom random = new SplittableRandom(7);
        int[] offsets = IntStream.rangeClosed(0, users).map(u -> u * LENGTH).toArray();
        int[] items = new int[users * LENGTH];
        byte[] grades = new byte[users * LENGTH];
        byte[] tied = new byte[users * LENGTH];
        int[] judgements = IntStream.rangeClosed(0, users).map(u -> u * JUDGED).toArray();
        int[] judged = new int[users * JUDGED];
        byte[] levels = new byte[users * JUDGED];
        for (int u = 0; u < users; u++) {
            int found = 0;
            for (int r = 0; r < LENGTH; r++) {
                int at = u * LENGTH + r;
                items[at] = random.nextInt(ITEMS);
                tied[at] = (byte) (r > 0 && random.nextInt(10) == 0 ? 1 : 0);
                if (found < JUDGED && random.nextInt(25) == 0) {
                    byte level = (byte) random.nextInt(3);
                    grades[at] = (byte) (1 + level);
                    judged[u * JUDGED + found] = items[at];
                    levels[u * JUDGED + found++] = level;
                }
            }
            while (found < JUDGED) {
                judged[u * JUDGED + found] = ITEMS + found;
                levels[u * JUDGED + found++] = (byte) random.nextInt(3);
            }
        }
        Ints units = Ints.over(IntStream.range(0, users).toArray());
        Codes none = new Codes("", List.of(), Ints.over());
        return new RankingData(
                new Queries(Collections.nCopies(users, ""), users, units, users, List.of()),
                new Items(List.of(), 0, false, none, none, Doubles.over(), Ints.over(), 0),
                new Truth(Ints.over(judgements), Ints.over(judged), Bytes.over(levels), Doubles.over(0, 1, 2)),
                History.UNREAD,
                List.of(new Lists(
                        "system",
                        Ints.over(offsets),
                        Ints.over(items),
                        Bytes.over(grades),
                        Bytes.over(tied),
                        Ints.over(),
                        Weekly.UNREAD)),
                Scored.UNREAD,
                new Counts(Map.of()),
                Map.of());
    }
}
