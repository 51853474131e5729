package covey.stats.sequential;

import covey.stats.distribution.Normal;

/**
 * Chance that a running group-sequential test will still reject in the direction of its alternative, given Z at a look.
 *
 * <p>Under drift θ the score goes on from {@code z √t} with mean θ per unit of information: the probability of crossing
 * a later efficacy bound before a later lower one. Under the trend {@code θ = z/√t}. Predictive power averages over θ
 * given the data so far: flat prior N(z/√t, 1/t), or a normal prior in drift. With one look left at t = 1 and bound c:
 * {@code 1 − Φ((c − z√t − θ(1 − t))/√(1 − t))}.
 *
 * <p>The power at the trend moves wildly early on: say which θ was used. Cost: one recursion per θ; predictive power 64
 * of them. Lan, Wittes (1988), Biometrics 44; Spiegelhalter, Freedman, Blackburn (1986), Controlled Clinical Trials 7.
 *
 * @param bounds looks made and still planned
 * @param look index, from 0, of the latest look made; at least one look must follow it
 * @param statistic Z at that look in the direction of the alternative
 */
public record ConditionalPower(GroupSequentialBounds bounds, int look, double statistic) {

    private static final double REACH = 8;
    private static final int PANELS = 4;

    /** Refuses a look after which nothing is planned. */
    public ConditionalPower {
        if (look < 0 || look >= bounds.looks().size() - 1) {
            throw new IllegalArgumentException(
                    "look " + (look + 1) + " of " + bounds.looks().size() + " leaves no look to come");
        }
    }

    /** Power under a drift. */
    public double under(double drift) {
        double t = bounds.looks().get(look).fraction();
        ContinuationDensity density = ContinuationDensity.at(drift, t, statistic * Math.sqrt(t));
        double power = 0;
        for (int k = look + 1; k < bounds.looks().size(); k++) {
            GroupSequentialBounds.Look next = bounds.looks().get(k);
            if (!next.decides() || next.fraction() <= density.time()) {
                continue;
            }
            double root = Math.sqrt(next.fraction());
            double high = next.efficacy() * root;
            power += high < Double.POSITIVE_INFINITY ? density.above(high, next.fraction()) : 0;
            density = density.advance(next.fraction(), bounds.lowest(next) * root, high, bounds.after(k));
        }
        return power;
    }

    /** Power if the effect is what the data show. */
    public double underTrend() {
        return under(trend());
    }

    /** Power averaged over the effect with a flat prior. */
    public double predictive() {
        return average(trend(), 1 / Math.sqrt(bounds.looks().get(look).fraction()));
    }

    /** Power averaged over the effect with a normal prior of the drift. */
    public double predictive(double priorMean, double priorSd) {
        if (!(priorSd > 0)) {
            throw new IllegalArgumentException("prior standard deviation must be positive, got " + priorSd);
        }
        double data = bounds.looks().get(look).fraction();
        double prior = 1 / (priorSd * priorSd);
        double mean = (prior * priorMean + data * trend()) / (prior + data);
        return average(mean, 1 / Math.sqrt(prior + data));
    }

    private double trend() {
        return statistic / Math.sqrt(bounds.looks().get(look).fraction());
    }

    private double average(double mean, double sd) {
        double[] nodes = GaussLegendre.nodes(-REACH, REACH, PANELS);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double weight = GaussLegendre.weight(i, REACH / PANELS) * Normal.density(nodes[i]);
            sum += weight * under(mean + sd * nodes[i]);
        }
        return sum;
    }
}
