package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.ProportionDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Clicks per impression with users randomised: 400 users an arm, each with a click rate of their own. */
class RatioCoverageTest {

    private static final double CONTROL = 0.2;
    private static final double TREATMENT = 0.22;

    @Test
    void deltaMethodCoversTheDifference() {
        Coverage.of(
                        "ratio difference",
                        31,
                        random -> study(random).interval(0.95).contains(TREATMENT - CONTROL))
                .isNominal();
    }

    @Test
    void fiellerCoversTheLift() {
        Coverage.of(
                        "Fieller, ratio",
                        32,
                        random -> study(random).fieller(0.95).orElseThrow().contains(TREATMENT / CONTROL - 1))
                .isNominal();
    }

    @Test
    void impressionsAsIndependentTrialsUndercover() {
        Coverage.of("ratio, impressions taken as independent", 31, random -> {
                    Contrast naive = ProportionDifference.contrast(
                            trials(users(random, CONTROL)), trials(users(random, TREATMENT)));
                    return naive.interval(0.95).contains(TREATMENT - CONTROL);
                })
                .fallsBelow(0.85);
    }

    private static Contrast study(RandomGenerator random) {
        return RatioDifference.contrast(users(random, CONTROL), users(random, TREATMENT), 0, 1);
    }

    private static BinomialCount trials(Moments users) {
        return new BinomialCount(Math.round(users.mean(0) * users.n()), Math.round(users.mean(1) * users.n()));
    }

    /** Columns: clicks, impressions. A user's rate is 0, the mean or twice the mean with chances 1/4, 1/2, 1/4. */
    private static Moments users(RandomGenerator random, double rate) {
        MomentAccumulator arm = new MomentAccumulator(2);
        for (int i = 0; i < 400; i++) {
            int impressions = Draw.events(random, 6);
            double own = rate * (random.nextInt(2) + random.nextInt(2));
            arm.add((double) Draw.successes(random, impressions, own), impressions);
        }
        return arm.moments();
    }
}
