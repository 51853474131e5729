package covey.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.ranking.label.Label;
import covey.ranking.metric.list.AveragePopularity;
import covey.ranking.metric.list.CalibrationJs;
import covey.ranking.metric.list.CalibrationKl;
import covey.ranking.metric.list.CategoryEntropy;
import covey.ranking.metric.list.IntraListDiversity;
import covey.ranking.metric.list.ItemFeatures;
import covey.ranking.metric.list.LongTailShare;
import covey.ranking.metric.list.Novelty;
import covey.ranking.metric.list.Popularity;
import covey.ranking.metric.list.PopularitySerendipity;
import covey.ranking.metric.list.RankedItems;
import covey.ranking.metric.list.Serendipity;
import covey.ranking.metric.list.Unexpectedness;
import covey.ranking.metric.list.Unseen;
import covey.ranking.metric.list.UserCoverage;
import covey.ranking.metric.similarity.CategorySimilarity;
import covey.ranking.metric.similarity.CooccurrenceCosine;
import covey.ranking.metric.similarity.FeatureCosine;
import covey.ranking.metric.similarity.FeatureDistance;
import covey.ranking.metric.similarity.SimilarityBy;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics of one list against values that libraries publish and formulas written beside them. */
class ListMetricTest {
    private static final Ints NONE = Ints.over(-1, -1, -1, -1, -1, -1);

    private static ItemFeatures popular(long users, int... had) {
        return new ItemFeatures(had.length, Popularity.of(Ints.over(had), users), NONE, 0, Map.of());
    }

    private static ItemFeatures categories(int... category) {
        Ints column = Ints.over(category);
        return new ItemFeatures(
                category.length,
                Popularity.UNKNOWN,
                column,
                1 + IntStream.of(category).max().orElseThrow(),
                Map.of(SimilarityBy.CATEGORY, new CategorySimilarity(column)));
    }

    private static RankedItems relevant(int[] items, double... grades) {
        RankedItems list = new RankedItems();
        for (int i = 0; i < items.length; i++) {
            list.rank(items[i], grades[i]);
        }
        return list;
    }

    /** Evidently a4aa4c2, test_novelty and test_popularity_bias: items 1, 2, 3 had by 3, 1, 0 of 3 users; 1e-6. */
    @Test
    void evidently() {
        ItemFeatures items = popular(3, 0, 3, 1, 0);
        Novelty novelty = new Novelty(Unseen.LEFT_OUT, 3);
        AveragePopularity popularity = new AveragePopularity(Unseen.LEFT_OUT, 3);
        assertThat(novelty.of(RankedItems.of(3), items)).isNaN();
        assertThat((novelty.of(RankedItems.of(2, 3), items) + novelty.of(RankedItems.of(1, 2), items)) / 2)
                .isCloseTo(1.18872199999, within(1e-6));
        assertThat((popularity.of(RankedItems.of(2, 3), items) + popularity.of(RankedItems.of(1, 2), items)) / 2)
                .isCloseTo(1.5, within(1e-9));
        // the item nobody had as had by one: (log2 3 + log2 3)/2, and as popularity 0
        assertThat(new Novelty(Unseen.COUNTED, 3).of(RankedItems.of(2, 3), items))
                .isCloseTo(1.584962500721156, within(1e-12));
        assertThat(new AveragePopularity(Unseen.COUNTED, 3).of(RankedItems.of(2, 3), items))
                .isEqualTo(0.5);
    }

    /** RecTools test_popularity: items 1, 2, 3 had by 3, 2, 1 users; 1e-9. */
    @Test
    void recToolsPopularity() {
        ItemFeatures items = popular(3, 0, 3, 2, 1);
        AveragePopularity three = new AveragePopularity(Unseen.COUNTED, 3);
        assertThat(three.of(RankedItems.of(1, 2), items)).isCloseTo(2.5, within(1e-9));
        assertThat(three.of(RankedItems.of(3, 1, 2), items)).isCloseTo(2, within(1e-9));
        assertThat(three.of(RankedItems.of(3, 2), items)).isCloseTo(1.5, within(1e-9));
        assertThat(new AveragePopularity(Unseen.COUNTED, 1).of(RankedItems.of(3, 1, 2), items))
                .isCloseTo(1, within(1e-9));
    }

    /** RecTools test_serendipity at 1: items 1 and 2 had by 3 and 2 users, a catalogue of 4; 1e-9. */
    @Test
    void recToolsSerendipity() {
        ItemFeatures items = popular(3, 3, 2, 0, 0);
        PopularitySerendipity at1 = new PopularitySerendipity(1);
        assertThat(at1.of(relevant(new int[] {0, 1}, 1, 1), items)).isZero();
        assertThat(at1.of(relevant(new int[] {1, 2}, 1, 1), items)).isCloseTo(0.25, within(1e-9));
        assertThat(at1.of(relevant(new int[] {2}, 0), items)).isZero();
    }

    /** Microsoft Recommenders, python_evaluation tests: diversity and serendipity by co-occurrence, 1e-6. */
    @Test
    void microsoftRecommenders() {
        int[][] train = {{1, 2, 4}, {3, 4}, {3, 4, 5}};
        CooccurrenceCosine cosine = new CooccurrenceCosine(6, Ints.over(0, 3, 5, 8), Ints.over(1, 2, 4, 3, 4, 3, 4, 5));
        ItemFeatures items =
                new ItemFeatures(6, Popularity.UNKNOWN, NONE, 0, Map.of(SimilarityBy.COOCCURRENCE, cosine));
        RankedItems[] lists = {
            relevant(new int[] {3, 5}, 1, 0), relevant(new int[] {2, 5}, 1, 1), relevant(new int[] {1, 2}, 1, 0)
        };
        double[] serendipity = {0.36391723651204566, 0.5345481701085503, 0.40377495513506234};
        double diversity = 0;
        for (int u = 0; u < 3; u++) {
            for (int item : train[u]) {
                lists[u].had(item);
            }
            assertThat(new Serendipity(SimilarityBy.COOCCURRENCE, 10).of(lists[u], items))
                    .isCloseTo(serendipity[u], within(1e-6));
            diversity += new IntraListDiversity(SimilarityBy.COOCCURRENCE, 10).of(lists[u], items) / 3;
        }
        assertThat(diversity).isCloseTo(0.43096440627115085, within(1e-6));
    }

    /** Steck (2018): p = (.7, .3), q = (1, 0), α = .01 gives 1.133981751353524; 1e-12. JS: scipy 1.10.1 jensenshannon². */
    @Test
    void calibration() {
        RankedItems list = RankedItems.of(0, 0, 0);
        for (int i = 0; i < 10; i++) {
            list.had(i < 7 ? 0 : 1);
        }
        ItemFeatures items = categories(0, 1);
        assertThat(new CalibrationKl(3).of(list, items)).isCloseTo(1.133981751353524, within(1e-12));
        assertThat(new CalibrationJs(3).of(list, items)).isCloseTo(JENSEN_SHANNON, within(1e-12));
        RankedItems same = RankedItems.of(0, 1);
        same.had(1);
        same.had(0);
        assertThat(new CalibrationKl(2).of(same, items)).isCloseTo(0, within(1e-15));
        assertThat(new CalibrationJs(2).of(same, items)).isCloseTo(0, within(1e-15));
        assertThat(new CalibrationKl(2).of(RankedItems.of(0), items)).isNaN();
    }

    private static final double JENSEN_SHANNON = 0.16919485510105411;

    /** Categories 0 0 1: one pair of three alike; entropy of (2/3, 1/3); the user had category 1. */
    @Test
    void categories() {
        ItemFeatures items = categories(0, 0, 1, -1);
        RankedItems list = relevant(new int[] {0, 1, 2, 3}, 0, 1, 1, 1);
        list.had(2);
        list.had(3);
        assertThat(new IntraListDiversity(SimilarityBy.CATEGORY, 10).of(list, items))
                .isCloseTo(2.0 / 3, within(1e-15));
        assertThat(new CategoryEntropy(10).of(list, items)).isCloseTo(0.9182958340544896, within(1e-12));
        assertThat(new Unexpectedness(SimilarityBy.CATEGORY, 10).of(list, items))
                .isCloseTo(2.0 / 3, within(1e-15));
        assertThat(new Serendipity(SimilarityBy.CATEGORY, 10).of(list, items)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(new CategoryEntropy(1).of(RankedItems.of(3), items)).isNaN();
        assertThat(new UserCoverage(4).of(list, items)).isOne();
        assertThat(new UserCoverage(5).of(list, items)).isZero();
        assertThat(new UserCoverage(Label.ALL).of(RankedItems.of(), items)).isZero();
    }

    /** 20 pairs, 16 make the head: items with 9 and 5 have 14, so the two with 2 are still of it; 1, 1 and 0 are the tail. */
    @Test
    void longTail() {
        ItemFeatures items = popular(9, 9, 5, 2, 2, 1, 1, 0);
        assertThat(items.popularity().headFrom()).isEqualTo(2);
        assertThat(new LongTailShare(4).of(RankedItems.of(0, 3, 4, 6, 5), items))
                .isEqualTo(0.5);
        assertThat(items.popularity().ranks()).isEqualTo(Doubles.over(1, 2, 3.5, 3.5, 5.5, 5.5, 7));
    }

    /** The same vectors: distances 1, √5 and √2, as {@code scipy.spatial.distance.pdist} has them; an item without one is left out. */
    @Test
    void distanceOfFeatures() {
        FeatureDistance distance = new FeatureDistance(Doubles.over(1, 0, 1, 1, 0, 2, Double.NaN, Double.NaN), 2);
        double expected = 1.5500938466242948;
        assertThat(IntraListDiversity.diversity(RankedItems.of(0, 1, 2), distance, 3))
                .isCloseTo(expected, within(1e-12));
        assertThat(IntraListDiversity.diversity(RankedItems.of(0, 3, 1, 2), distance, 4))
                .isCloseTo(expected, within(1e-12));
    }

    /** Vectors (1, 0), (1, 1), (0, 2): cosines √½, √½, 0. */
    @Test
    void cosineOfFeatures() {
        FeatureCosine cosine = new FeatureCosine(Doubles.over(1, 0, 1, 1, 0, 2), 2);
        assertThat(IntraListDiversity.diversity(RankedItems.of(0, 1, 2), cosine, 3))
                .isCloseTo(1 - 2 * Math.sqrt(0.5) / 3, within(1e-15));
    }
}
