package covey.stats.sequential;

import covey.stats.interval.Bounds;

/**
 * Test and estimate of two stages when the second stage's size was chosen after seeing the first: the weighted
 * (inverse-normal) combination.
 *
 * <p>With {@code Z_2 = (Z √I − Z_1 √I_1)/√(I − I_1)} from the data of the second stage alone and planned fraction t:
 * {@code Z* = √t Z_1 + √(1 − t) Z_2}, N(0, 1) without an effect whatever rule chose I, so the planned bound stands.
 * Effect D and standard error from the same weights: {@code D = (√t D_1/SE_1 + √(1 − t) D_2/SE_2) SE}, {@code 1/SE =
 * √t/SE_1 + √(1 − t)/SE_2}; {@code D ± c SE} has exact coverage and D is median-unbiased when the first stage could not
 * stop. Information monitoring, which changes the size by the variance alone, needs none of this.
 *
 * <p>Cui, Hung, Wang (1999), Biometrics 55; Lehmacher, Wassmer (1999), Biometrics 55.
 *
 * @param plannedFraction information of the first stage over the planned total, in (0, 1)
 */
public record CuiHungWang(double plannedFraction) {

    /** Refuses weights that leave a stage out. */
    public CuiHungWang {
        if (!(plannedFraction > 0 && plannedFraction < 1)) {
            throw new IllegalArgumentException("planned fraction must lie in (0, 1), got " + plannedFraction);
        }
    }

    /** Z* from cumulative estimates at the first look and at the end. */
    public double statistic(InterimEstimate first, InterimEstimate last, double nullValue) {
        Second second = second(first, last);
        return Math.sqrt(plannedFraction) * first.statistic(nullValue)
                + Math.sqrt(1 - plannedFraction) * (second.value() - nullValue) / second.standardError();
    }

    /** Effect by the same weights, with the standard error for which estimate over error is Z*; units are those of the end. */
    public InterimEstimate combined(InterimEstimate first, InterimEstimate last) {
        Second second = second(first, last);
        double a = Math.sqrt(plannedFraction) / first.standardError();
        double b = Math.sqrt(1 - plannedFraction) / second.standardError();
        return new InterimEstimate((a * first.value() + b * second.value()) / (a + b), 1 / (a + b), last.units());
    }

    /** Two-sided interval with the critical value of the planned final test. */
    public Bounds interval(InterimEstimate first, InterimEstimate last, double critical) {
        InterimEstimate both = combined(first, last);
        double half = critical * both.standardError();
        return new Bounds(both.value() - half, both.value() + half);
    }

    private record Second(double value, double standardError) {}

    private static Second second(InterimEstimate first, InterimEstimate last) {
        double added = last.information() - first.information();
        if (!(added > 0)) {
            throw new IllegalArgumentException("the second stage added no information: " + first.information()
                    + " at the first look, " + last.information() + " at the end");
        }
        double value = (last.value() * last.information() - first.value() * first.information()) / added;
        return new Second(value, 1 / Math.sqrt(added));
    }
}
