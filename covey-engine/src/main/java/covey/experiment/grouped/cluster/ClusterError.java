package covey.experiment.grouped.cluster;

import covey.experiment.compare.effect.Numbers;
import covey.stats.design.cluster.ClusterRobust;
import covey.stats.design.cluster.Slopes;

/** How the error of a difference between clusters is estimated. */
public enum ClusterError {
    /** By the number of effective clusters. */
    AUTO("by effective clusters"),
    /** Plain cluster-robust, t on clusters less one. */
    CR1("t, CR1"),
    /** Bias-reduced, Satterthwaite's degrees of freedom. */
    CR2("t, CR2 and Satterthwaite"),
    /** Close to the jackknife, Satterthwaite's degrees of freedom. */
    CR3("t, CR3 and Satterthwaite"),
    /** Wild cluster bootstrap, test and interval by its inversion. */
    WILD_CLUSTER_BOOTSTRAP("wild cluster bootstrap"),
    /** Randomisation test, and interval by its inversion. */
    RANDOMIZATION("randomisation test");

    /** Effective clusters below which no t distribution is trusted. */
    public static final double FEW = 20;

    /** Effective clusters from which on no correction is needed. */
    public static final double ENOUGH = 40;

    private final String label;

    ClusterError(String label) {
        this.label = label;
    }

    /** Textbook name. */
    public String label() {
        return label;
    }

    /**
     * What is used, by sizes and arms alone, which no outcome enters.
     *
     * @param effective effective clusters (Carter, Schnepel, Steigerwald)
     * @param slopes how covariates enter: the test by assignments knows one slope for both arms
     */
    public ClusterError at(double effective, Slopes slopes) {
        if (this != AUTO) {
            return this;
        }
        if (effective >= FEW) {
            return effective < ENOUGH ? CR2 : CR1;
        }
        return slopes == Slopes.PER_ARM ? CR2 : RANDOMIZATION;
    }

    /** Whether test and interval come from samples and not from a t distribution. */
    public boolean resamples() {
        return this == WILD_CLUSTER_BOOTSTRAP || this == RANDOMIZATION;
    }

    /** Which is used, and why. */
    public String said(double effective, Slopes slopes) {
        ClusterError used = at(effective, slopes);
        String why = this != AUTO
                ? "asked for"
                : effective < FEW
                        ? "effective clusters are below " + Numbers.shown(FEW)
                                + (used == CR2 ? ", and slopes per arm were asked for" : "")
                        : used == CR2
                                ? "effective clusters are below " + Numbers.shown(ENOUGH)
                                : "effective clusters are " + Numbers.shown(ENOUGH) + " or more";
        return used.label + " (" + why + ")";
    }

    /** What is squared, in words. */
    public String formula() {
        return switch (robust()) {
            case CR0, CR1 -> "residuals times sqrt(G / (G - 1)) (CR1); df G - 1, G clusters";
            case CR2 -> "residuals stretched by (1 - leverage)^-1/2 (CR2); df by Satterthwaite";
            case CR3 -> "residuals stretched by 1 / (1 - leverage) (CR3); df by Satterthwaite";
        };
    }

    /** The variance estimator; the standard error beside a test by samples is that of CR2. */
    public ClusterRobust robust() {
        return switch (this) {
            case CR1 -> ClusterRobust.CR1;
            case CR3 -> ClusterRobust.CR3;
            case AUTO, CR2, WILD_CLUSTER_BOOTSTRAP, RANDOMIZATION -> ClusterRobust.CR2;
        };
    }
}
