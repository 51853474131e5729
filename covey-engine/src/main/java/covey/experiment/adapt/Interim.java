package covey.experiment.adapt;

import covey.experiment.compare.effect.Effect;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.ReEstimateRules.Conditional;
import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.ConditionalPower;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.PromisingZone;

/**
 * One metric in one arm at the interim look.
 *
 * @param plan the metric
 * @param arm arm compared with control
 * @param effect what was seen
 * @param weight planned share of its information, in (0, 1)
 * @param critical bound of |Z| at the last look
 */
record Interim(MetricPlan plan, String arm, Effect effect, double weight, double critical) {
    /** Z in the wanted direction; without a goal in that of the effect. */
    double statistic() {
        double z = effect.contrast().statistic();
        return switch (plan.goal()) {
            case INCREASE -> z;
            case DECREASE -> -z;
            case NONE -> Math.abs(z);
        };
    }

    double information() {
        return 1 / effect.contrast().variance();
    }

    /** Information by the planned end, as what has come in goes on. */
    double planned() {
        return information() / weight;
    }

    /** Zone, conditional power and the information that is worth collecting. */
    PromisingZone.Decision decide(Conditional rules, double largestRatio) {
        return new PromisingZone(rules.promisingFrom(), rules.target(), largestRatio)
                .decide(statistic(), information(), planned(), critical);
    }

    /** Power if the effect is what was seen, averaged over how well that is known, by the planned end. */
    double predictive() {
        GroupSequentialBounds last = GroupSequentialBounds.ofCritical(
                Alternative.GREATER, Normal.survival(critical), new double[] {weight, 1}, new double[] {
                    Double.POSITIVE_INFINITY, critical
                });
        return new ConditionalPower(last, 0, statistic()).predictive();
    }

    /** Power of the weighted test with so much information in all, if the effect is what was seen. */
    double power(double total) {
        double needed = (critical - statistic() * Math.sqrt(weight)) / Math.sqrt(1 - weight);
        double effect = statistic() / Math.sqrt(information());
        return Normal.survival(needed - effect * Math.sqrt(total - information()));
    }
}
