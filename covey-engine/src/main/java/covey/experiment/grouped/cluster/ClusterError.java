package covey.experiment.grouped.cluster;

import covey.experiment.compare.effect.Numbers;
import covey.stats.design.cluster.ClusterRobust;

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
    WILD_CLUSTER_BOOTSTRAP("wild cluster bootstrap");

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

    /** What is used with so many effective clusters (Carter, Schnepel, Steigerwald), which no outcome enters. */
    public ClusterError at(double effective) {
        if (this != AUTO) {
            return this;
        }
        return effective < FEW ? WILD_CLUSTER_BOOTSTRAP : effective < ENOUGH ? CR2 : CR1;
    }

    /** Which is used, and why. */
    public String said(double effective) {
        ClusterError used = at(effective);
        String why = this != AUTO
                ? "asked for"
                : switch (used) {
                    case WILD_CLUSTER_BOOTSTRAP -> "effective clusters are below " + Numbers.shown(FEW);
                    case CR2 -> "effective clusters are below " + Numbers.shown(ENOUGH);
                    default -> "effective clusters are " + Numbers.shown(ENOUGH) + " or more";
                };
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

    /** The variance estimator; the bootstrap shows the standard error of CR2 beside it. */
    public ClusterRobust robust() {
        return switch (this) {
            case CR1 -> ClusterRobust.CR1;
            case CR3 -> ClusterRobust.CR3;
            case AUTO, CR2, WILD_CLUSTER_BOOTSTRAP -> ClusterRobust.CR2;
        };
    }
}
