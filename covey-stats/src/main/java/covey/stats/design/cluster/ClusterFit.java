package covey.stats.design.cluster;

import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;

/**
 * Outcome of a cluster-randomised comparison.
 *
 * @param adjustment the contrast, beside the one without covariates and strata
 * @param effectiveClusters effective number of clusters of the difference
 * @param designEffect variance of the unadjusted difference over what it would be were units independent
 * @param controlClusters clusters in control
 * @param treatmentClusters clusters in treatment
 */
public record ClusterFit(
        Adjustment adjustment,
        double effectiveClusters,
        double designEffect,
        int controlClusters,
        int treatmentClusters) {

    /** The adjusted contrast. */
    public Contrast contrast() {
        return adjustment.contrast();
    }
}
