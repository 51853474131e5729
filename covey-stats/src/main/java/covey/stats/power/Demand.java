package covey.stats.power;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How long one metric asks an experiment to run: what is to be shown of it, at which true effect and power, on a
 * timeline of units.
 *
 * @param timeline units and outcome by week
 * @param split shares of the two arms
 * @param claim what is to be shown
 * @param inflation maximum information ratio of a sequential design, 1 for a single look
 */
public record Demand(Timeline timeline, Split split, Claim claim, double inflation) {

    private static final int LONGEST = 520;

    /**
     * A number of weeks and what it rests on.
     *
     * @param weeks whole weeks, from 1
     * @param rests whether weeks beyond the history were needed
     */
    public record Duration(int weeks, Rests rests) {}

    /** What a duration rests on. */
    public enum Rests {
        /** Weeks like those of the history. */
        ON_HISTORY,
        /** Further weeks like the last one. */
        ON_CONTINUATION
    }

    /** A demand looked at once. */
    public Demand(Timeline timeline, Split split, Claim claim) {
        this(timeline, split, claim, 1);
    }

    /** The comparison at the end of a week. */
    public Comparison after(int week) {
        return new Comparison(timeline.week(week).outcome(), split, claim, inflation);
    }

    /** Probability that the claim is shown after so many weeks; 0 while an arm has fewer than two units. */
    public double power(int week, Effect effect) {
        Comparison comparison = after(week);
        return enough(week) ? comparison.power(timeline.week(week).units(), effect.on(comparison.outcome())) : 0;
    }

    /** Detectable effect as a size after so many weeks; empty while there is none. */
    public OptionalDouble detectable(int week, double power) {
        return enough(week) ? after(week).detectable(timeline.week(week).units(), power) : OptionalDouble.empty();
    }

    /** Detectable effect as a fraction of the baseline after so many weeks; empty while there is none. */
    public OptionalDouble detectableLift(int week, double power) {
        return enough(week) ? after(week).detectableLift(timeline.week(week).units(), power) : OptionalDouble.empty();
    }

    /**
     * Fewest weeks after which the claim is shown with the power; empty when the history does not reach so far and is
     * not continued, or when ten years do not suffice.
     */
    public Optional<Duration> duration(Effect effect, double power) {
        int known = timeline.weeks().size();
        int last = timeline.beyond() == Timeline.Beyond.LINEAR ? Math.max(known, LONGEST) : known;
        for (int week = 1; week <= last; week++) {
            if (power(week, effect) >= power) {
                return Optional.of(new Duration(week, week <= known ? Rests.ON_HISTORY : Rests.ON_CONTINUATION));
            }
        }
        return Optional.empty();
    }

    /**
     * Weeks that a guardrail, this demand with no true effect, adds to an experiment of so many weeks; empty when it is
     * never shown.
     */
    public OptionalInt weeksBeyond(int planned, double power) {
        Optional<Duration> own = duration(Effect.absolute(0), power);
        return own.isPresent() ? OptionalInt.of(Math.max(0, own.get().weeks() - planned)) : OptionalInt.empty();
    }

    private boolean enough(int week) {
        return timeline.week(week).units() / inflation >= split.fewestUnits();
    }
}
