package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.DegenerateDataException;
import covey.stats.agreement.KrippendorffAlpha;
import covey.stats.agreement.MeasurementLevel;
import covey.stats.agreement.Ratings;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.survey.Hajek;
import covey.stats.survey.HorvitzThompson;
import covey.stats.survey.PredictionPowered;
import covey.stats.survey.ProbabilitySample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * A population of 6,000 items in three strata of 3,600, 1,800 and 600, right in 60 %, 80 % and 95 %; a judge of accuracy .85 judges
 * all of them, and 70 of each stratum are labelled.
 */
class LabelCoverageTest {
    private static final int[] SIZES = {3600, 1800, 600};
    private static final double[] RIGHT = {0.6, 0.8, 0.95};
    private static final int LABELLED = 70;

    private final double[][] truth = new double[3][];
    private final double[][] judged = new double[3][];
    private final double mean;
    private final double judgeMean;

    LabelCoverageTest() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(91);
        double right = 0;
        double called = 0;
        for (int h = 0; h < 3; h++) {
            truth[h] = new double[SIZES[h]];
            judged[h] = new double[SIZES[h]];
            for (int i = 0; i < SIZES[h]; i++) {
                truth[h][i] = random.nextDouble() < RIGHT[h] ? 1 : 0;
                judged[h][i] = random.nextDouble() < 0.85 ? truth[h][i] : 1 - truth[h][i];
                right += truth[h][i];
                called += judged[h][i];
            }
        }
        mean = right / 6000;
        judgeMean = called / 6000;
    }

    /** A stratified draw: the labels, and what the judge said of the same items. */
    private static final class Drawn {
        private final ProbabilitySample labels;
        private final double[] right;
        private final double[] judged;

        Drawn(ProbabilitySample labels, double[] right, double[] judged) {
            this.labels = labels;
            this.right = right;
            this.judged = judged;
        }

        ProbabilitySample labels() {
            return labels;
        }

        double[] right() {
            return right.clone();
        }

        double[] judged() {
            return judged.clone();
        }
    }

    private Drawn draw(RandomGenerator random, int each) {
        double[] y = new double[3 * each];
        double[] f = new double[3 * each];
        double[] pi = new double[3 * each];
        int[] strata = new int[3 * each];
        int at = 0;
        for (int h = 0; h < 3; h++) {
            int left = each;
            for (int i = 0; left > 0; i++) {
                if (random.nextInt(SIZES[h] - i) < left) {
                    y[at] = truth[h][i];
                    f[at] = judged[h][i];
                    pi[at] = each / (double) SIZES[h];
                    strata[at++] = h;
                    left--;
                }
            }
        }
        return new Drawn(new ProbabilitySample(y, pi, strata), y, f);
    }

    @Test
    void weightedSharesCover() {
        Coverage.of(
                        "Hájek, Wilson by effective items",
                        92,
                        random -> Hajek.mean(draw(random, LABELLED).labels())
                                .shareInterval(0.95)
                                .contains(mean))
                .isNominal();
        Coverage.of(
                        "Hájek, t",
                        92,
                        random -> Hajek.mean(draw(random, LABELLED).labels())
                                .interval(0.95)
                                .contains(mean))
                .isNominal();
        Coverage.of(
                        "Horvitz–Thompson, t",
                        92,
                        random -> HorvitzThompson.mean(draw(random, LABELLED).labels(), 6000)
                                .interval(0.95)
                                .contains(mean))
                .isNominal();
    }

    @Test
    void predictionPoweredCoversAndIsShorter() {
        double[] widths = new double[2];
        Coverage.of("prediction-powered", 93, random -> {
                    Drawn drawn = draw(random, LABELLED);
                    PredictionPowered.Estimate e = PredictionPowered.mean(drawn.labels(), drawn.judged(), judgeMean);
                    Bounds bounds = e.mean().shareInterval(0.95);
                    widths[0] += bounds.width();
                    widths[1] += e.labels().shareInterval(0.95).width();
                    return bounds.contains(mean);
                })
                .isNominal();
        assertThat(widths[0] / widths[1]).isLessThan(0.75);
    }

    /** Twenty-five labels of a stratum, on some ten of which in all the judge errs. */
    @Test
    void fewLabelsCoverWhereTheyAreNotRefused() {
        int[] refused = new int[1];
        Coverage.of("prediction-powered, few labels", 93, random -> {
                    Drawn drawn = draw(random, 25);
                    try {
                        return PredictionPowered.mean(drawn.labels(), drawn.judged(), judgeMean)
                                .mean()
                                .shareInterval(0.95)
                                .contains(mean);
                    } catch (DegenerateDataException e) {
                        refused[0]++;
                        return true;
                    }
                })
                .isNominal();
        assertThat(refused[0]).isBetween(1, 200);
    }

    /** Rule 23: however many items it judges, a judge that errs is sure of the wrong number. */
    @Test
    void aJudgeAloneFails() {
        BinomialCount called = new BinomialCount(Math.round(judgeMean * 6000), 6000);
        assertThat(Wilson.interval(called, 0.95).contains(mean)).isFalse();
        double standardError = Math.sqrt(judgeMean * (1 - judgeMean) / 6000);
        assertThat((mean - judgeMean) / standardError).isGreaterThan(5);
    }

    /** Labels of a stratified draw, taken as they come. */
    @Test
    void unweightedLabelsFail() {
        Coverage.of("unweighted", 94, random -> {
                    Drawn drawn = draw(random, LABELLED);
                    long right = Math.round(drawn.labels().size() * plainMean(drawn));
                    return Wilson.interval(
                                    new BinomialCount(right, drawn.labels().size()), 0.95)
                            .contains(mean);
                })
                .fallsBelow(0.2);
    }

    private static double plainMean(Drawn drawn) {
        return Arrays.stream(drawn.right()).average().orElseThrow();
    }

    @Test
    void alphaCovers() {
        // rating 1 with probability p = .7 × .85 + .3 × .15 = .64; two ratings of an item differ with probability 2 ×
        // .85 × .15
        double alpha = 1 - 0.255 / (2 * 0.64 * 0.36);
        int n = 60;
        int covered = 0;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(95);
        for (int study = 0; study < 2000; study++) {
            List<double[]> items = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                boolean right = random.nextDouble() < 0.7;
                double[] ratings = new double[2 + random.nextInt(2)];
                for (int r = 0; r < ratings.length; r++) {
                    ratings[r] = (random.nextDouble() < 0.85) == right ? 1 : 0;
                }
                items.add(ratings);
            }
            Bounds bounds = KrippendorffAlpha.of(Ratings.of(items), MeasurementLevel.NOMINAL)
                    .interval(0.95)
                    .orElseThrow();
            covered += bounds.contains(alpha) ? 1 : 0;
        }
        // the 99.9 % binomial band of 2,000 studies
        assertThat(covered / 2000.0).isBetween(0.934, 0.966);
    }
}
