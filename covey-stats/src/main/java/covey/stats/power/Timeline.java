package covey.stats.power;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * How many units a metric has by the end of each week of the experiment, and what it looks like by then.
 *
 * <p>Two kinds of metric differ. One that counts from entry to the end of the experiment mixes units of all exposure
 * lengths: with a_j the units that arrive in week j and (μ_e, σ²_e) of e weeks of exposure, week w has weights
 * {@code a_j/Σa} on e = w − j + 1, baseline {@code Σ weight·μ_e} and variance {@code Σ weight·σ²_e + Σ
 * weight·(μ_e − μ)²}; what covariates explain is taken within exposure lengths only. One with a closed window of k
 * weeks counts the units whose window is over, in week w those that came until week w − k + 1.
 *
 * <p>Assumes that the weeks to come are like those of the history. Beyond them nothing is said unless the timeline is
 * {@link #continuedLinearly() continued}: then every further week brings as many units as the last one, and the outcome
 * stays that of the last week.
 *
 * @param weeks one entry a week, from the first
 * @param beyond what holds after the last entry
 */
public record Timeline(List<Week> weeks, Beyond beyond) {

    /** What is said of weeks after the history. */
    public enum Beyond {
        /** Nothing. */
        REFUSED,
        /** As many units every week as in the last one, the outcome unchanged. */
        LINEAR
    }

    /**
     * State at the end of a week.
     *
     * @param units units in the experiment that count by then
     * @param outcome the metric over those units
     */
    public record Week(double units, Outcome outcome) {}

    /** Refuses an empty history and counts that fall. */
    public Timeline {
        weeks = List.copyOf(weeks);
        if (weeks.isEmpty()) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "the history has no week, so no duration follows");
        }
        double before = 0;
        for (Week week : weeks) {
            if (!(week.units >= before)) {
                throw new IllegalArgumentException("units fall from " + before + " to " + week.units);
            }
            before = week.units;
        }
    }

    /**
     * A metric that counts from entry to the end.
     *
     * @param arrivals new units of each week
     * @param byExposure the metric after 1, 2, … weeks of exposure; at least as many as weeks
     */
    public static Timeline accumulating(double[] arrivals, List<Outcome> byExposure) {
        if (byExposure.size() < arrivals.length) {
            throw new IllegalArgumentException("there are " + arrivals.length
                    + " weeks of arrivals and outcomes of only " + byExposure.size() + " weeks of exposure");
        }
        List<Week> weeks = new ArrayList<>();
        double units = 0;
        for (int w = 0; w < arrivals.length; w++) {
            units += requireCount(arrivals[w]);
            weeks.add(new Week(units, mixture(arrivals, byExposure, w, units)));
        }
        return new Timeline(weeks, Beyond.REFUSED);
    }

    /**
     * A metric of a closed window.
     *
     * @param arrivals new units of each week
     * @param outcome the metric of a unit whose window is over
     * @param window length of the window in weeks, at least 1
     */
    public static Timeline windowed(double[] arrivals, Outcome outcome, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("a window has at least one week, got " + window);
        }
        List<Week> weeks = new ArrayList<>();
        double units = 0;
        for (int w = 0; w < arrivals.length; w++) {
            units += w - window + 1 >= 0 ? requireCount(arrivals[w - window + 1]) : 0;
            weeks.add(new Week(units, outcome));
        }
        return new Timeline(weeks, Beyond.REFUSED);
    }

    /** The same timeline, continued with the last week's arrivals. */
    public Timeline continuedLinearly() {
        return new Timeline(weeks, Beyond.LINEAR);
    }

    /** State at the end of week 1, 2, …; refuses weeks beyond the history of a timeline that is not continued. */
    public Week week(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("weeks count from 1, got " + number);
        }
        if (number <= weeks.size()) {
            return weeks.get(number - 1);
        }
        if (beyond == Beyond.REFUSED) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "the history has " + weeks.size() + " weeks and says nothing about week " + number);
        }
        Week last = weeks.getLast();
        double gained = last.units - (weeks.size() > 1 ? weeks.get(weeks.size() - 2).units : 0);
        return new Week(last.units + (number - weeks.size()) * gained, last.outcome);
    }

    /** What one week's units look like together. */
    private static Outcome mixture(double[] arrivals, List<Outcome> byExposure, int w, double units) {
        double mean = 0;
        double second = 0;
        double residual = 0;
        for (int j = 0; j <= w; j++) {
            Outcome outcome = byExposure.get(w - j);
            double weight = units > 0 ? arrivals[j] / units : 1.0 / (w + 1);
            mean += weight * outcome.baseline();
            second += weight * (outcome.variance() + outcome.baseline() * outcome.baseline());
            residual += weight * outcome.variance() * outcome.explained();
        }
        double variance = second - mean * mean;
        return new Outcome(
                mean, variance, residual / variance, byExposure.getFirst().law());
    }

    private static double requireCount(double arrivals) {
        if (!(arrivals >= 0 && arrivals < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("arrivals must not be negative, got " + arrivals);
        }
        return arrivals;
    }
}
