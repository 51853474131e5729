package covey.experiment.plan;

import covey.stats.compare.NonInferiority;
import covey.stats.distribution.Normal;
import covey.stats.power.Comparison;
import covey.stats.power.Effect;
import covey.stats.power.Outcome;
import covey.stats.sequential.InformationMonitoring;
import java.util.Optional;

/**
 * One primary metric in one arm of a running experiment whose arms are not told apart: how its variance and its arrivals
 * compare with the history's at the same length, and what that makes of the information to come.
 *
 * <p>Information is 1 / variance of the difference, {@code I = N/(σ²(1 − R²)(1/s_t + 1/s_c))}. Variance and arrivals go
 * on as in the history, times what was seen over what the history had by then. A relative effect keeps its relation to
 * the level of all units together.
 *
 * @param outlook the metric as planned
 * @param now all units together after so many weeks
 * @param then the history after as many
 * @param arrivals units that entered over those of the history by then
 * @param weeks whole weeks that have passed
 * @param valued units that have a value by then: of a metric with a window those whose window is over
 */
record Nuisance(Outlook outlook, Outcome now, Outcome then, double arrivals, int weeks, double valued) {
    private static final double ROUNDING = 1e-9;

    /** Variance left by the covariates over that of the history. */
    double variance() {
        return residual(now) / residual(then);
    }

    /** Units that will have entered after so many weeks, all arms. */
    double units(double after) {
        return outlook.units(after) * arrivals;
    }

    /** Information so far, of the units that have a value. */
    double information() {
        return valued / (residual(now) * perUnit());
    }

    /** Information to be expected after so many weeks. */
    double information(double after) {
        return units(after) / (residual(outlook.history().outcome(Outlook.state(after))) * variance() * perUnit());
    }

    /**
     * Information that the plan is for: what shows the declared effect with the power asked for, looks included; without
     * a declared effect what the history promised for the planned length.
     */
    InformationMonitoring target(double planned) {
        Comparison comparison = outlook.comparison(Outlook.state(planned));
        Optional<Effect> effect = outlook.declared();
        if (effect.isEmpty()) {
            double promised = outlook.units(planned) / (residual(comparison.outcome()) * perUnit());
            return new InformationMonitoring(promised);
        }
        double power = outlook.spec().rules().power();
        double drift =
                Normal.quantile(power) - Normal.quantile(comparison.claim().tail());
        return InformationMonitoring.forEffect(drift * Math.sqrt(outlook.inflation()), size(planned));
    }

    /** Units of all arms that have the information, as the metric is after so many weeks. */
    double unitsFor(InformationMonitoring target, double after) {
        double treatment = outlook.arm().share();
        double both = treatment + outlook.spec().experiment().control().share();
        double variance = residual(outlook.history().outcome(Outlook.state(after))) * variance();
        return target.blindedUnits(variance, treatment / both) / both;
    }

    /**
     * Power for the planned effect after so many weeks, by the bounds of the looks of as many; only for a declared effect.
     *
     * @param planned weeks whose state the planned effect is an effect on
     */
    double power(double after, double planned) {
        double drift = size(planned) * Math.sqrt(information(after));
        Outlook then = outlook.looked(after);
        return then.looks()
                .map(l -> l.bounds().power(drift))
                .orElseGet(() -> Normal.cdf(drift + Normal.quantile(then.claim().tail())));
    }

    /** Whether the plan is fulfilled after so many weeks: its power, or, where no effect is declared, its information. */
    boolean reached(double after, double planned) {
        return outlook.declared().isPresent()
                ? power(after, planned) >= outlook.spec().rules().power() - ROUNDING
                : information(after) >= target(planned).maximumInformation() * (1 - ROUNDING);
    }

    /** Size of the declared effect, that of a relative one on the level of all units together. */
    private double size(double planned) {
        Effect effect = outlook.declared().orElseThrow();
        return Math.abs(effect.on(outlook.comparison(Outlook.state(planned)).outcome()) * level(effect));
    }

    private double level(Effect effect) {
        boolean relative = effect.scale() == NonInferiority.Scale.RELATIVE;
        return relative && then.baseline() != 0 ? Math.abs(now.baseline() / then.baseline()) : 1;
    }

    private double perUnit() {
        return 1 / outlook.arm().share()
                + 1 / outlook.spec().experiment().control().share();
    }

    private static double residual(Outcome outcome) {
        return outcome.variance() * (1 - outcome.explained());
    }
}
