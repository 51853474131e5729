package covey.experiment.spec;

import java.time.Duration;

/**
 * Thresholds of the trust checks.
 *
 * @param sampleRatio p-value below which the overall sample ratio invalidates
 * @param sampleRatioAmber p-value below which it is a warning
 * @param dailySampleRatio whether the sample ratio is followed by day
 * @param slicedSampleRatio whether the sample ratio is explained by slice
 * @param prePeriodBalance p-value below which a covariate counts as unbalanced
 * @param multipleArms share of units in several arms that invalidates
 * @param assignmentDefects share of units with an unsound assignment that invalidates
 * @param joinLoss share of rows without a unit that invalidates
 * @param allowedLag how far complete rows may end before they are needed
 */
public record TrustRules(
        double sampleRatio,
        double sampleRatioAmber,
        boolean dailySampleRatio,
        boolean slicedSampleRatio,
        double prePeriodBalance,
        double multipleArms,
        double assignmentDefects,
        double joinLoss,
        Duration allowedLag) {}
