package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.compare.Cuped;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.compare.ProportionDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.ClusterSizes;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.SequentialPower;
import covey.stats.power.Split;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Promised power is simulated power within three Monte-Carlo standard errors of 10,000 studies. */
class PowerSimulationTest {

    private static final Claim DIFFERENCE = Claim.difference(0.05);

    private static Coverage keeps(String name, long seed, double promised, Predicate<RandomGenerator> shown) {
        Coverage power = Coverage.of("power of " + name, seed, shown);
        double allowed = 3 * Math.sqrt(promised * (1 - promised) / Coverage.REPLICATES);
        power.isBetween(promised - allowed, promised + allowed);
        return power;
    }

    private static boolean upwards(Contrast contrast) {
        return contrast.pValue() < 0.05 && contrast.difference() > 0;
    }

    private static Moments gaussians(RandomGenerator random, int n, double mean) {
        MomentAccumulator arm = new MomentAccumulator(1);
        for (int i = 0; i < n; i++) {
            arm.add(mean + random.nextGaussian());
        }
        return arm.moments();
    }

    @Test
    void meansOfTwentyUnits() {
        double promised = new Comparison(Outcome.ofMean(0, 1), Split.even(), DIFFERENCE).power(40, 0.9);
        keeps("means of 20 units", 91, promised, random -> shownByGaussians(random, 20, 0.9));
    }

    /** Welch's degrees of freedom are themselves estimated, which six units an arm pay for with .016 of power. */
    @Test
    void veryFewUnitsNeedStudentsTAndALittleMore() {
        Outcome outcome = Outcome.ofMean(0, 1);
        double promised = new Comparison(outcome, Split.even(), DIFFERENCE).power(12, 1.8);
        Coverage simulated = Coverage.of("power of means of 6 units", 91, random -> shownByGaussians(random, 6, 1.8));
        simulated.isBetween(promised - 0.028, promised);
        double normal = new Comparison(outcome.known(), Split.even(), DIFFERENCE).power(12, 1.8);
        assertThat(normal).isGreaterThan(simulated.share() + 0.05);
    }

    private static boolean shownByGaussians(RandomGenerator random, int units, double effect) {
        return upwards(MeanDifference.contrast(gaussians(random, units, 0), gaussians(random, units, effect), 0));
    }

    @Test
    void skewedMeans() {
        double sigma = 0.8;
        double mean = Math.exp(sigma * sigma / 2);
        double variance = Math.expm1(sigma * sigma) * mean * mean;
        double promised = new Comparison(Outcome.ofMean(mean, variance), Split.even(), DIFFERENCE).power(1000, 0.25);
        keeps("lognormal means", 92, promised, random -> {
            Moments control = shiftedLogNormals(random, sigma, 0);
            return upwards(MeanDifference.contrast(control, shiftedLogNormals(random, sigma, 0.25), 0));
        });
    }

    private static Moments shiftedLogNormals(RandomGenerator random, double sigma, double shift) {
        MomentAccumulator arm = new MomentAccumulator(1);
        for (int i = 0; i < 500; i++) {
            arm.add(shift + Draw.logNormal(random, sigma));
        }
        return arm.moments();
    }

    /** The formula for equal arms promises .9 of the power that a split of nine to one does not have. */
    @Test
    void unequalArmsOfAProportion() {
        Split split = new Split(0.9, 0.1);
        Outcome outcome = Outcome.ofProportion(0.3);
        double promised = new Comparison(outcome, split, DIFFERENCE).power(2000, 0.1);
        Coverage simulated = keeps(
                "a proportion, nine to one",
                93,
                promised,
                random -> upwards(
                        ProportionDifference.contrast(Draw.count(random, 1800, 0.3), Draw.count(random, 200, 0.4))));
        double even = new Comparison(outcome, Split.even(), DIFFERENCE).power(2000, 0.1);
        assertThat(even).isGreaterThan(simulated.share() + 0.1);
    }

    @Test
    void ratioOfTotals() {
        MomentAccumulator history = new MomentAccumulator(2);
        RandomGenerator past = RandomGeneratorFactory.of("L64X128MixRandom").create(940);
        for (int i = 0; i < 200_000; i++) {
            addRatioUnit(history, past, 0);
        }
        Outcome outcome = Outcome.ofRatio(history.moments(), 0, 1);
        double promised = new Comparison(outcome, Split.even(), DIFFERENCE).power(800, 0.06);
        keeps("a ratio of totals", 94, promised, random -> {
            MomentAccumulator control = new MomentAccumulator(2);
            MomentAccumulator treatment = new MomentAccumulator(2);
            for (int i = 0; i < 400; i++) {
                addRatioUnit(control, random, 0);
                addRatioUnit(treatment, random, 0.06);
            }
            return upwards(RatioDifference.contrast(control.moments(), treatment.moments(), 0, 1));
        });
        double promisedOfRows =
                new Comparison(Outcome.ofProportion(0.4), Split.even(), DIFFERENCE).power(800 * 5, 0.06);
        assertThat(promisedOfRows).isGreaterThan(promised + 0.1);
    }

    /** Five impressions on average, each clicked with the unit's own rate about .4. */
    private static void addRatioUnit(MomentAccumulator arm, RandomGenerator random, double effect) {
        int impressions = Draw.events(random, 4);
        double rate = 0.4 + effect + 0.25 * (2 * random.nextDouble() - 1);
        double clicks = 0;
        for (int i = 0; i < impressions; i++) {
            clicks += random.nextDouble() < rate ? 1 : 0;
        }
        arm.add(clicks, impressions);
    }

    /** 120 clusters of 1 to 20 units, correlation .2: the formula for independent units promises what is not there. */
    @Test
    void clusters() {
        double meanSize = 10.5;
        double variation = Math.sqrt((20 * 20 - 1) / 12.0) / meanSize;
        Outcome unit = Outcome.ofMean(0, 1);
        double promised = new Comparison(
                        unit.inClusters(new ClusterSizes(meanSize, variation), 0.2), Split.even(), DIFFERENCE)
                .power(120, 0.25);
        Coverage simulated = keeps(
                "clusters",
                95,
                promised,
                random -> upwards(RatioDifference.contrast(clusterArm(random, 0), clusterArm(random, 0.25), 0, 1)));
        double naive = new Comparison(unit, Split.even(), DIFFERENCE).power(120 * meanSize, 0.25);
        assertThat(naive).isGreaterThan(simulated.share() + 0.3);
    }

    private static Moments clusterArm(RandomGenerator random, double effect) {
        MomentAccumulator arm = new MomentAccumulator(2);
        for (int g = 0; g < 60; g++) {
            int size = 1 + random.nextInt(20);
            double shared = effect + Math.sqrt(0.2) * random.nextGaussian();
            // the sum of the units' own parts
            arm.add(size * shared + Math.sqrt(0.8 * size) * random.nextGaussian(), size);
        }
        return arm.moments();
    }

    @Test
    void nonInferiorityByARelativeMargin() {
        Claim claim = Claim.nonInferiority(0.025, 0.1, Scale.RELATIVE, Direction.DECREASE);
        double promised = new Comparison(Outcome.ofMean(4, 1), new Split(0.6, 0.4), claim).power(200, 0.05);
        keeps("non-inferiority", 96, promised, random -> {
            Contrast contrast = MeanDifference.contrast(gaussians(random, 120, 4), gaussians(random, 80, 4.05), 0);
            return new NonInferiority(contrast, 0.1, Scale.RELATIVE, Direction.DECREASE).pValue() < 0.025;
        });
    }

    @Test
    void adjustmentByACovariate() {
        double promised =
                new Comparison(Outcome.ofMean(0, 1).correlated(0.8), Split.even(), DIFFERENCE).power(300, 0.2);
        Coverage simulated = keeps(
                "CUPED", 97, promised, random -> upwards(Cuped.contrast(pairs(random, 0), pairs(random, 0.2), 0, 1)));
        double unadjusted = new Comparison(Outcome.ofMean(0, 1), Split.even(), DIFFERENCE).power(300, 0.2);
        assertThat(unadjusted).isLessThan(simulated.share() - 0.3);
    }

    private static Moments pairs(RandomGenerator random, double effect) {
        MomentAccumulator arm = new MomentAccumulator(2);
        for (int i = 0; i < 150; i++) {
            double before = random.nextGaussian();
            arm.add(effect + 0.8 * before + 0.6 * random.nextGaussian(), before);
        }
        return arm.moments();
    }

    @Test
    void sequentialLooks() {
        double[] fractions = {0.2, 0.4, 0.6, 0.8, 1};
        GroupSequentialBounds bounds = GroupSequentialDesign.of(
                        0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsPocock())
                .bounds(fractions);
        Comparison fixed = new Comparison(Outcome.ofMean(0, 1), Split.even(), DIFFERENCE);
        SequentialPower sequential = new SequentialPower(fixed, bounds);
        double units = sequential.units(0.2, 0.8).orElseThrow();
        int largest = 10 * (int) Math.round(units / 10);
        double promised = sequential.power(largest, 0.2);
        assertThat(promised).isBetween(0.795, 0.805);
        assertThat(sequential.detectable(units, 0.8).orElseThrow()).isBetween(0.1999, 0.2001);
        double[] stopped = new double[1];
        keeps("five looks", 98, promised, random -> {
            Moments control = gaussians(random, largest / 10, 0);
            Moments treatment = gaussians(random, largest / 10, 0.2);
            for (int k = 0; k < 5; k++) {
                double z = MeanDifference.contrast(control, treatment, 0).statistic();
                if (Math.abs(z) >= bounds.looks().get(k).efficacy()) {
                    stopped[0] += (k + 1) / 5.0;
                    return z > 0;
                }
                if (k < 4) {
                    control = control.plus(gaussians(random, largest / 10, 0));
                    treatment = treatment.plus(gaussians(random, largest / 10, 0.2));
                }
            }
            stopped[0] += 1;
            return false;
        });
        double expected = sequential.expectedUnits(
                        DoubleStream.of(fractions).mapToObj(t -> t * largest).toList(), 0.2)
                / largest;
        assertThat(stopped[0] / Coverage.REPLICATES).isBetween(expected - 0.01, expected + 0.01);
        assertThat(fixed.units(0.2, 0.8).orElseThrow()).isLessThan(0.9 * units);
    }
}
