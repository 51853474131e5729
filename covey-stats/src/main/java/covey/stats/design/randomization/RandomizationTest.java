package covey.stats.design.randomization;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import java.util.random.RandomGenerator;

/**
 * Randomisation test of no effect on any unit: the statistic of the assignment made against that of every assignment
 * the design could have made.
 *
 * <p>Exact when the design has at most 100,000 assignments: p is the share with a statistic at least as extreme. Else B
 * are drawn and {@code p = (1 + b)/(1 + B)}, b counting the as extreme; both hold their level in any sample size.
 *
 * <p>Assumes only that assignment was made as {@link Assignments} says. Throws {@code TOO_FEW_UNITS} by
 * {@link Assignments#requireAttainable}. Agrees with a full enumeration in numpy 2.4 to 1e-12. Cost: one statistic per
 * assignment. Fisher (1935), The Design of Experiments; Phipson, Smyth (2010), SAGMB 9, for the added one.
 */
public final class RandomizationTest {

    /** Largest number of assignments that is enumerated. */
    public static final double MOST_ENUMERATED = 100_000;

    /** Statistics this close, relative to the observed one, are ties. */
    private static final double TIE = 1e-9;

    private RandomizationTest() {}

    /** A number computed from an assignment and the outcomes held fixed; large in size speaks against no effect. */
    @FunctionalInterface
    public interface Statistic {
        /** The statistic under an assignment, which must not be kept. */
        double of(Side... sides);
    }

    /**
     * Outcome of a randomisation test.
     *
     * @param statistic of the assignment made
     * @param pValue share of assignments as extreme
     * @param assignments assignments compared with
     * @param reference whether they are all there are
     * @param smallestPValue the smallest p-value the design could give
     */
    public record Outcome(
            double statistic, double pValue, long assignments, Reference reference, double smallestPValue) {}

    /** What the observed assignment is compared with. */
    public enum Reference {
        /** Every assignment of the design. */
        ENUMERATED,
        /** A random draw from them. */
        DRAWN
    }

    /** Enumerates when that is possible, else draws. */
    public static Outcome run(
            Assignments design, Side[] observed, Statistic statistic, Alternative alternative, Draws draws) {
        double actual = statistic.of(observed.clone());
        if (!Double.isFinite(actual)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the statistic of the assignment made is " + actual);
        }
        Tally tally = new Tally(actual, alternative);
        double smallest = design.smallestPValue(alternative);
        if (design.unrestricted() <= MOST_ENUMERATED) {
            design.forEach(sides -> tally.add(statistic.of(sides)));
            return new Outcome(actual, (double) tally.extreme / tally.seen, tally.seen, Reference.ENUMERATED, smallest);
        }
        Side[] sides = new Side[design.size()];
        for (int b = 0; b < draws.number(); b++) {
            design.draw(draws.random(), sides);
            tally.add(statistic.of(sides));
        }
        return new Outcome(actual, (1.0 + tally.extreme) / (1.0 + tally.seen), tally.seen, Reference.DRAWN, smallest);
    }

    /**
     * Draws for designs too large to enumerate.
     *
     * @param number how many, B
     * @param random where from
     */
    public record Draws(int number, RandomGenerator random) {

        /** Refuses fewer than one draw. */
        public Draws {
            if (number < 1) {
                throw new IllegalArgumentException("at least one draw is needed, got " + number);
            }
        }
    }

    /** Counts statistics as extreme as the actual one; one that cannot be computed counts as extreme. */
    static final class Tally {

        private final double actual;
        private final Alternative alternative;
        private long extreme;
        private long seen;

        Tally(double actual, Alternative alternative) {
            this.actual = actual;
            this.alternative = alternative;
        }

        void add(double value) {
            double margin = TIE * Math.abs(actual);
            boolean asExtreme = switch (alternative) {
                case TWO_SIDED -> !(Math.abs(value) < Math.abs(actual) - margin);
                case GREATER -> !(value < actual - margin);
                case LESS -> !(value > actual + margin);
            };
            seen++;
            if (asExtreme) {
                extreme++;
            }
        }
    }
}
