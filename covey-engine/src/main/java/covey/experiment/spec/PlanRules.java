package covey.experiment.spec;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a study is planned: what its history is, and what it must be able to see.
 *
 * @param power power that every metric should have, in (0, 1)
 * @param entry model whose first row in the history is a unit's entry
 * @param filter SQL condition on its rows; empty for all
 * @param start start of the history
 * @param end end of the history, exclusive; never after the period starts
 * @param dated whether the entry model has a time; without one the whole table is one flat history
 * @param weeklyUnits units that will enter in a week, where the user knows better than the history
 * @param prior what is believed of the relative effect on the primary metrics, for the assurance
 * @param reEstimate whether and how far the experiment may be made longer while it runs
 */
public record PlanRules(
        double power,
        String entry,
        String filter,
        Instant start,
        Instant end,
        boolean dated,
        OptionalDouble weeklyUnits,
        Optional<Prior> prior,
        ReEstimateRules reEstimate) {
    /** The same rules for a history that starts at another time. */
    public PlanRules from(Instant other) {
        return new PlanRules(power, entry, filter, other, end, dated, weeklyUnits, prior, reEstimate);
    }

    /**
     * A normal prior of a relative effect.
     *
     * @param mean mean, a fraction
     * @param sd standard deviation, a positive fraction
     */
    public record Prior(double mean, double sd) {}
}
