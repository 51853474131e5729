package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Share of simulated studies whose interval covers the truth. A closed-form method runs 10,000 studies from a fixed
 * seed and must cover within three Monte-Carlo standard errors (.654 points at 95 %) of the nominal level; no test here
 * allows a bias.
 */
final class Coverage {

    static final int REPLICATES = 10_000;
    static final double LEVEL = 0.95;
    private static final double THREE_STANDARD_ERRORS = 3 * Math.sqrt(LEVEL * (1 - LEVEL) / REPLICATES);

    private final double share;
    private final String name;

    private Coverage(String name, double share) {
        this.name = name;
        this.share = share;
    }

    /** Runs the study 10,000 times. */
    static Coverage of(String name, long seed, Predicate<RandomGenerator> study) {
        return of(name, seed, REPLICATES, study);
    }

    /** Runs a study that is dear fewer times; its band is that of the number. */
    static Coverage of(String name, long seed, int studies, Predicate<RandomGenerator> study) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int covered = 0;
        for (int r = 0; r < studies; r++) {
            if (study.test(random)) {
                covered++;
            }
        }
        return new Coverage(name, (double) covered / studies);
    }

    double share() {
        return share;
    }

    /** Holds the share to 95 % ± three standard errors. */
    void isNominal() {
        isBetween(LEVEL - THREE_STANDARD_ERRORS, LEVEL + THREE_STANDARD_ERRORS);
    }

    /** Holds the share to a band known from elsewhere. */
    void isBetween(double low, double high) {
        assertThat(share).as("coverage of %s", name).isBetween(low, high);
    }

    /** The naive method must be seen to fail: the share stays below. */
    void fallsBelow(double bound) {
        assertThat(share).as("coverage of %s, a method that must fail", name).isLessThan(bound);
    }
}
