package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.sequential.MultinomialEProcess;
import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What looking every day costs a fixed-look method, and that the e-process does not pay it. */
class PeekingTest {

    private static final int DAYS = 28;

    /** Recursive integration gives .7253 studies of 28 equal looks without an alarm, the .28 of the rule. */
    @Test
    void dailyLooksAtAPlainIntervalRaiseFalseAlarms() {
        Coverage.of("28 daily looks at 1.96", 61, random -> {
                    double sum = 0;
                    for (int day = 1; day <= DAYS; day++) {
                        sum += random.nextGaussian();
                        if (Math.abs(sum) > 1.959963984540054 * Math.sqrt(day)) {
                            return false;
                        }
                    }
                    return true;
                })
                .isBetween(0.7253 - 0.0134, 0.7253 + 0.0134);
    }

    @Test
    void dailyChiSquareRaisesFalseMismatchesAndTheEProcessDoesNot() {
        Coverage chiSquare = Coverage.of(
                "daily chi-square at .05",
                62,
                random -> quiet(
                        random,
                        counts -> ChiSquareGoodnessOfFit.test(counts, new double[] {0.5, 0.5})
                                .pValue()));
        MultinomialEProcess process = MultinomialEProcess.of(0.5, 0.5);
        Coverage sequential = Coverage.of(
                "daily e-process at .05", 62, random -> quiet(random, counts -> Math.exp(-process.logEValue(counts))));
        chiSquare.fallsBelow(0.78);
        assertThat(sequential.share()).isGreaterThan(0.95);
    }

    private interface Look {
        double pValue(long[] counts);
    }

    /** Whether 28 days of 500 fairly split units pass without an alarm. */
    private static boolean quiet(RandomGenerator random, Look test) {
        long[] counts = new long[2];
        for (int day = 0; day < DAYS; day++) {
            long first = Draw.successes(random, 500, 0.5);
            counts[0] += first;
            counts[1] += 500 - first;
            if (test.pValue(counts) < 0.05) {
                return false;
            }
        }
        return true;
    }
}
