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
 * are drawn and {@code p = (1 + b)/(1 + B)}, b counting the as extreme. Two-sided it is twice the smaller of the two
 * one-sided, which is the share as large in size when arms mirror each other, and never below
 * {@link Assignments#smallestPValue} when they do not. All hold their level in any sample size.
 *
 * <p>Assumes only that assignment was made as {@link Assignments} says, and refuses an observed assignment that the
 * design could not have made. Agrees with a full enumeration in numpy 2.4 to 1e-12. Cost: one statistic per
 * assignment. Fisher (1935), The Design of Experiments; Phipson, Smyth (2010), SAGMB 9, for the added one.
 */
public final class RandomizationTest {

    /** Largest number of assignments that is enumerated. */
    public static final double MOST_ENUMERATED = 100_000;

    /** Statistics this close, relative to the observed one, are ties. */
    private static final double TIE = 1e-9;

    private RandomizationTest() {}

    /** A number computed from an assignment and the outcomes held fixed; far out on either side speaks against no effect. */
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
        if (!design.contains(observed)) {
            throw new IllegalArgumentException("the design could not have made the assignment observed");
        }
        double actual = statistic.of(observed.clone());
        if (!Double.isFinite(actual)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the statistic of the assignment made is " + actual);
        }
        Tally tally = new Tally(actual);
        double smallest = design.smallestPValue(alternative);
        if (design.unrestricted() <= MOST_ENUMERATED) {
            design.forEach(sides -> tally.add(statistic.of(sides)));
            return new Outcome(actual, tally.pValue(alternative, 0), tally.seen, Reference.ENUMERATED, smallest);
        }
        Side[] sides = new Side[design.size()];
        for (int b = 0; b < draws.number(); b++) {
            design.draw(draws.random(), sides);
            tally.add(statistic.of(sides));
        }
        return new Outcome(actual, tally.pValue(alternative, 1), tally.seen, Reference.DRAWN, smallest);
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

    /** Counts statistics as extreme as the actual one; one that cannot be computed counts as extreme on both sides. */
    private static final class Tally {

        private final double actual;
        private final double margin;
        private long above;
        private long below;
        private long seen;

        Tally(double actual) {
            this.actual = actual;
            this.margin = TIE * Math.abs(actual);
        }

        void add(double value) {
            seen++;
            above += value < actual - margin ? 0 : 1;
            below += value > actual + margin ? 0 : 1;
        }

        /** Share as extreme, with so many of the actual statistic added to both counts. */
        double pValue(Alternative alternative, int added) {
            double greater = (above + added) / (double) (seen + added);
            double less = (below + added) / (double) (seen + added);
            return switch (alternative) {
                case TWO_SIDED -> Math.min(1, 2 * Math.min(greater, less));
                case GREATER -> greater;
                case LESS -> less;
            };
        }
    }
}
