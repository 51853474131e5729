package covey.stats.simulation;

import covey.stats.compare.ProportionDifference;
import covey.stats.interval.Newcombe;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProportionCoverageTest {

    @Test
    void unpooledZCoversTheDifference() {
        Coverage.of(
                        "proportion difference",
                        21,
                        random -> ProportionDifference.contrast(
                                        Draw.count(random, 1500, 0.10), Draw.count(random, 1500, 0.12))
                                .interval(0.95)
                                .contains(0.12 - 0.10))
                .isNominal();
    }

    @Test
    void fiellerCoversTheLiftOfProportions() {
        Coverage.of(
                        "Fieller, proportions",
                        22,
                        random -> ProportionDifference.contrast(
                                        Draw.count(random, 800, 0.10), Draw.count(random, 800, 0.12))
                                .fieller(0.95)
                                .orElseThrow()
                                .contains(0.2))
                .isNominal();
    }

    /** The share is drawn anew in each study: at a fixed one the interval's coverage moves in steps. */
    @Test
    void wilsonCoversAShareAndWaldDoesNot() {
        Coverage.of("Wilson", 23, random -> {
                    double p = 0.01 + 0.1 * random.nextDouble();
                    return Wilson.interval(Draw.count(random, 200, p), 0.95).contains(p);
                })
                .isNominal();
        Coverage.of("Wald at small shares", 23, random -> {
                    double p = 0.01 + 0.1 * random.nextDouble();
                    return wald(Draw.count(random, 200, p), p);
                })
                .fallsBelow(0.93);
    }

    @Test
    void newcombeCoversADifferenceOfSmallShares() {
        Coverage.of("Newcombe", 24, random -> {
                    double p = 0.02 + 0.1 * random.nextDouble();
                    return newcombe(random, p);
                })
                .isNominal();
    }

    private static boolean newcombe(RandomGenerator random, double p) {
        BinomialCount control = Draw.count(random, 300, p);
        BinomialCount treatment = Draw.count(random, 300, p + 0.03);
        return Newcombe.interval(control, treatment, 0.95).contains(0.03);
    }

    private static boolean wald(BinomialCount count, double truth) {
        double p = count.proportion();
        return Math.abs(p - truth) <= 1.959963984540054 * Math.sqrt(p * (1 - p) / count.trials());
    }
}
