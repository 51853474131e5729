package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.Alternative;
import covey.stats.sequential.AsymptoticConfidenceSequence;
import covey.stats.sequential.ConfidenceSequence;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.MixtureSprt;
import covey.stats.sequential.SpendingFunction;
import covey.stats.sequential.SpendingFunction.HwangShihDeCani;
import covey.stats.sequential.SpendingFunction.KimDeMets;
import covey.stats.sequential.SpendingFunction.LanDeMetsOBrienFleming;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Type-I error of every sequential method when it is looked at often, beside the fixed test that fails. */
class SequentialErrorTest {

    private static final double THREE_STANDARD_ERRORS = 0.00654;

    @Test
    void tenNaiveLooksRejectNearlyOneTimeInFive() {
        double[] t = equal(10);
        double[] naive = new double[10];
        Arrays.fill(naive, 1.959963984540054);
        var bounds = GroupSequentialBounds.ofCritical(Alternative.TWO_SIDED, 0.05, t, naive);
        Coverage coverage = Coverage.of("ten naive looks", 71, random -> quiet(random, bounds, 0));
        coverage.isBetween(1 - 0.1934 - 0.0119, 1 - 0.1934 + 0.0119);
        coverage.fallsBelow(0.83);
    }

    static Stream<Arguments> designs() {
        List<SpendingFunction> functions =
                List.of(new LanDeMetsOBrienFleming(), new LanDeMetsPocock(), new HwangShihDeCani(-4), new KimDeMets(2));
        double[] unequal = {0.03, 0.21, 0.24, 0.5, 0.77, 0.8, 0.97, 1};
        return functions.stream()
                .flatMap(f -> Stream.of(equal(10), equal(28), unequal).map(t -> Arguments.of(f, t)));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void spendingKeepsTheErrorAtEveryNumberOfLooks(SpendingFunction function, double[] looks) {
        for (Alternative side : List.of(Alternative.TWO_SIDED, Alternative.GREATER)) {
            var bounds = GroupSequentialDesign.of(0.05, side, function).bounds(looks);
            Coverage.of(function + " " + side, 72, random -> quiet(random, bounds, 0))
                    .isNominal();
        }
    }

    /** Looks whose times are drawn anew for each study, information read off an estimated variance. */
    @Test
    void spendingKeepsTheErrorAtRandomLooksWithEstimatedVariance() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(73);
        var design = GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsPocock());
        int rejected = 0;
        for (int study = 0; study < 2000; study++) {
            rejected += binomialStudyRejects(random, design) ? 1 : 0;
        }
        assertThat(rejected / 2000.0).isBetween(0.05 - 3.29 * 0.00487, 0.05 + 3.29 * 0.00487);
    }

    @Test
    void powerAndExpectedInformationAreWhatWasPromised() {
        var bounds = GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsOBrienFleming())
                .bounds(equal(28));
        double drift = bounds.driftForPower(0.8);
        Coverage.of("power of 28 looks", 74, random -> quiet(random, bounds, drift))
                .isBetween(0.2 - 0.012, 0.2 + 0.012);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(75);
        double mean = IntStream.range(0, Coverage.REPLICATES)
                .mapToDouble(r -> stop(random, bounds, drift))
                .average()
                .orElseThrow();
        assertThat(mean)
                .isBetween(
                        bounds.crossing(drift).expectedFraction() - 0.008,
                        bounds.crossing(drift).expectedFraction() + 0.008);
    }

    @Test
    void sequencesStayValidOverDailyLooks() {
        for (Alternative side : Alternative.values()) {
            for (ConfidenceSequence sequence : List.of(
                    AsymptoticConfidenceSequence.tunedAt(0.05, side, 28_000),
                    MixtureSprt.tunedAt(0.05, side, 28_000 / 4.0))) {
                Coverage coverage = Coverage.of(sequence.toString(), 76, random -> silent(random, sequence));
                coverage.isBetween(0.95 - THREE_STANDARD_ERRORS, 1);
                coverage.fallsBelow(0.999);
            }
        }
    }

    /** Whether 28 days of 1,000 units of variance 1 pass without an alarm. */
    private static boolean silent(RandomGenerator random, ConfidenceSequence sequence) {
        double sum = 0;
        for (int day = 1; day <= 28; day++) {
            sum += random.nextGaussian();
            double se = 2 / Math.sqrt(1000.0 * day);
            if (sequence.pValue(new InterimEstimate(se * sum / Math.sqrt(day), se, 1000.0 * day), 0) < 0.05) {
                return false;
            }
        }
        return true;
    }

    /** Five looks of random size at two arms that click with probability .1. */
    private static boolean binomialStudyRejects(RandomGenerator random, GroupSequentialDesign design) {
        double maximum = 2000 / (2 * 0.1 * 0.9);
        double[] fractions = new double[5];
        double[] z = new double[5];
        double n = 0;
        double control = 0;
        double treatment = 0;
        for (int k = 0; k < 5; k++) {
            int more = 100 + random.nextInt(600);
            n += more;
            control += Draw.successes(random, more, 0.1);
            treatment += Draw.successes(random, more, 0.1);
            double p = control / n;
            double q = treatment / n;
            double variance = (p * (1 - p) + q * (1 - q)) / n;
            fractions[k] = 1 / variance / maximum;
            z[k] = (q - p) / Math.sqrt(variance);
        }
        var looks = design.finalBounds(fractions).looks();
        return IntStream.range(0, 5)
                .anyMatch(k -> Math.abs(z[k]) >= looks.get(k).efficacy());
    }

    private static boolean quiet(RandomGenerator random, GroupSequentialBounds bounds, double drift) {
        double score = 0;
        double before = 0;
        for (GroupSequentialBounds.Look look : bounds.looks()) {
            score += step(random, look.fraction() - before, drift);
            before = look.fraction();
            double z = score / Math.sqrt(before);
            boolean crossed = bounds.alternative() == Alternative.TWO_SIDED
                    ? Math.abs(z) >= look.efficacy()
                    : z >= look.efficacy();
            if (crossed) {
                return false;
            }
        }
        return true;
    }

    private static double stop(RandomGenerator random, GroupSequentialBounds bounds, double drift) {
        double score = 0;
        double before = 0;
        for (GroupSequentialBounds.Look look : bounds.looks()) {
            score += step(random, look.fraction() - before, drift);
            before = look.fraction();
            if (Math.abs(score / Math.sqrt(before)) >= look.efficacy()) {
                return before;
            }
        }
        return before;
    }

    static double step(RandomGenerator random, double time, double drift) {
        return drift * time + Math.sqrt(time) * random.nextGaussian();
    }

    static double[] equal(int looks) {
        return IntStream.rangeClosed(1, looks)
                .mapToDouble(k -> (double) k / looks)
                .toArray();
    }
}
