package covey.stats.sequential;

import covey.stats.distribution.Normal;

/**
 * Sample-size re-estimation after an unblinded look by conditional power at the trend: more information only where more
 * helps.
 *
 * <p>With first-stage information I_1, z in the direction of the test, planned total I, {@code t = I_1/I}, and bound c at
 * the end, the second stage must reach {@code c_2 = (c − z√t)/√(1 − t)}, and its power at effect δ̂ and information I_2
 * is {@code Φ(δ̂ √I_2 − c_2)}. Below the least conditional power the plan stays (unfavourable), from the target on too
 * (favourable); between, {@code I_2 = ((c_2 + z_target)/δ̂)²}, at most what the largest ratio allows (promising).
 *
 * <p>The plain final Z is no longer N(0, 1) after such a choice. Test with {@link CuiHungWang}, whose weights are the
 * planned ones: the error is kept whatever the rule. Mehta, Pocock (2011), Statistics in Medicine 30.
 *
 * @param least conditional power from which the zone is promising, in (0, target)
 * @param target conditional power aimed at, below 1
 * @param largestRatio largest total information over the planned, above 1
 */
public record PromisingZone(double least, double target, double largestRatio) {

    /** Refuses an empty zone. */
    public PromisingZone {
        if (!(least > 0 && least < target && target < 1)) {
            throw new IllegalArgumentException(
                    "conditional powers must satisfy 0 < least < target < 1, got " + least + " and " + target);
        }
        if (!(largestRatio > 1)) {
            throw new IllegalArgumentException("largest ratio must exceed 1, got " + largestRatio);
        }
    }

    /** Where the interim result lies. */
    public enum Zone {
        /** Too little to hope for: keep the plan. */
        UNFAVOURABLE,
        /** Worth more information. */
        PROMISING,
        /** Enough already. */
        FAVOURABLE
    }

    /**
     * The decision.
     *
     * @param zone where the interim result lies
     * @param conditionalPower at the trend under the plan
     * @param totalInformation information to collect in all
     */
    public record Decision(Zone zone, double conditionalPower, double totalInformation) {}

    /**
     * Decides at an interim look.
     *
     * @param statistic Z at the look in the direction of the test
     * @param information 1 / SE² at the look
     * @param plannedInformation planned total, larger
     * @param critical bound of the final test
     */
    public Decision decide(double statistic, double information, double plannedInformation, double critical) {
        if (!(information > 0 && plannedInformation > information)) {
            throw new IllegalArgumentException(
                    "planned information " + plannedInformation + " must exceed that of the look, " + information);
        }
        double t = information / plannedInformation;
        double needed = (critical - statistic * Math.sqrt(t)) / Math.sqrt(1 - t);
        double effect = statistic / Math.sqrt(information);
        double power = Normal.survival(needed - effect * Math.sqrt(plannedInformation - information));
        if (power < least) {
            return new Decision(Zone.UNFAVOURABLE, power, plannedInformation);
        }
        if (power >= target || effect <= 0) {
            return new Decision(Zone.FAVOURABLE, power, plannedInformation);
        }
        double root = (needed + Normal.quantile(target)) / effect;
        double total = Math.min(information + root * root, largestRatio * plannedInformation);
        return new Decision(Zone.PROMISING, power, Math.max(total, plannedInformation));
    }
}
