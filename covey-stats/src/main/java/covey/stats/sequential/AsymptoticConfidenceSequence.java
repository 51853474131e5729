package covey.stats.sequential;

import covey.stats.Alternative;

/**
 * Asymptotic confidence sequence: estimate ± SE √n √(2 (nρ² + 1)/(nρ)² ln(√(nρ² + 1)/α)), valid at every look from the
 * first at which the estimate is about normal.
 *
 * <p>n is the number of units of both arms, and {@code v = nρ²}. The one-sided bound is that of the half-normal mixture
 * itself, solved to rounding, and a little tighter than the closed form {@code √(2 (v + 1)/v ln(1 + √(v + 1)/(2α)))}
 * that contains it. ρ is chosen so that the interval is narrowest at N*, the units planned: {@code ρ² = (−2 ln α + ln(1
 * − 2 ln α))/N*}, one-sided with 2α for α. At N* it is 1.55 times as wide as the fixed 95 % interval, at a fifth of N* 1.72, at
 * a fiftieth 3.4 times; a fixed N* = 5000 costs a test of 100,000 units 1.70.
 *
 * <p>Assumes independent units and a stable or convergent variance per unit; the first looks need enough units for
 * normality. Agrees with gbstats 0.8.0 to 1e-9 and with Howard et al. equation 14 at {@code m = N*}. Waudby-Smith,
 * Arbour, Sinha, Kennedy, Ramdas (2024), Annals of Statistics 52, arXiv 2103.06476, equation 9.
 *
 * @param alpha error over all looks, in (0, 1), one-sided in (0, .5)
 * @param alternative side of the interval
 * @param rho mixture standard deviation per unit standard deviation, positive
 */
public record AsymptoticConfidenceSequence(double alpha, Alternative alternative, double rho)
        implements ConfidenceSequence {

    /** Refuses an error or a tuning outside its range. */
    public AsymptoticConfidenceSequence {
        MixtureSprt.requireError(alpha, alternative);
        if (!(rho > 0 && rho < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rho must be positive, got " + rho);
        }
    }

    /** The sequence that is narrowest at the planned number of units. */
    public static AsymptoticConfidenceSequence tunedAt(double alpha, Alternative alternative, double plannedUnits) {
        if (!(plannedUnits > 0)) {
            throw new IllegalArgumentException("planned units must be positive, got " + plannedUnits);
        }
        MixtureSprt.requireError(alpha, alternative);
        return new AsymptoticConfidenceSequence(
                alpha, alternative, Math.sqrt(NormalMixture.tightest(alpha, alternative) / plannedUnits));
    }

    @Override
    public double varianceRatio(InterimEstimate look) {
        return look.units() * rho * rho;
    }
}
