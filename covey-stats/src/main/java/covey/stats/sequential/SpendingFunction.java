package covey.stats.sequential;

import covey.stats.distribution.Normal;

/**
 * How much of an error probability may have been spent when a fraction t of the planned information is in.
 *
 * <p>Spending functions are increasing from 0 at t = 0 to the whole error at t = 1, and stay there. The error is that
 * of one side: a symmetric two-sided test spends half of its α on each side, as gsDesign and Jennison and Turnbull do
 * (Lan-DeMets' O'Brien-Fleming type with .05 in two sides is the function of .025). Fractions are of information, 1 /
 * variance of the estimate, not of users or days. Checked against the closed forms to 1e-12.
 *
 * <p>Lan, DeMets (1983), Biometrika 70; Kim, DeMets (1987), Biometrika 74; Hwang, Shih, DeCani (1990), Statistics in
 * Medicine 9.
 */
public sealed interface SpendingFunction {

    /** Error spent by information fraction t ≥ 0 of a one-sided error in (0, 1). */
    default double spent(double error, double fraction) {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("error to spend must lie in (0, 1), got " + error);
        }
        if (!(fraction >= 0)) {
            throw new IllegalArgumentException("information fraction must not be negative, got " + fraction);
        }
        if (fraction == 0) {
            return 0;
        }
        return fraction >= 1 ? error : error * share(error, fraction);
    }

    /** Share of the error that is spent by 0 &lt; t &lt; 1. */
    double share(double error, double fraction);

    /** O'Brien-Fleming type: {@code 2 − 2Φ(z_{1−α/2} / √t)}; next to nothing early, close to the fixed test at the end. */
    record LanDeMetsOBrienFleming() implements SpendingFunction {
        @Override
        public double share(double error, double fraction) {
            return 2 * Normal.survival(-Normal.quantile(error / 2) / Math.sqrt(fraction)) / error;
        }
    }

    /** Pocock type: {@code α ln(1 + (e − 1) t)}; nearly equal bounds at equal looks. */
    record LanDeMetsPocock() implements SpendingFunction {
        @Override
        public double share(double error, double fraction) {
            return Math.log1p((Math.E - 1) * fraction);
        }
    }

    /**
     * Hwang-Shih-DeCani: {@code α (1 − e^{−γt}) / (1 − e^{−γ})}, α t at γ = 0; −4 resembles O'Brien-Fleming, 1 Pocock.
     *
     * @param gamma shape, from −40 to 40; larger spends earlier
     */
    record HwangShihDeCani(double gamma) implements SpendingFunction {
        /** Refuses a shape whose exponentials leave double precision. */
        public HwangShihDeCani {
            if (!(gamma >= -40 && gamma <= 40)) {
                throw new IllegalArgumentException("gamma must lie in [-40, 40], got " + gamma);
            }
        }

        @Override
        public double share(double error, double fraction) {
            return gamma == 0 ? fraction : Math.expm1(-gamma * fraction) / Math.expm1(-gamma);
        }
    }

    /**
     * Kim-DeMets power family: {@code α t^ρ}; 3 resembles O'Brien-Fleming, 1 Pocock.
     *
     * @param rho power, above 0 and at most 50; larger spends later
     */
    record KimDeMets(double rho) implements SpendingFunction {
        /** Refuses a power that would spend everything at once or nothing before the end. */
        public KimDeMets {
            if (!(rho > 0 && rho <= 50)) {
                throw new IllegalArgumentException("rho must lie in (0, 50], got " + rho);
            }
        }

        @Override
        public double share(double error, double fraction) {
            return Math.pow(fraction, rho);
        }
    }
}
