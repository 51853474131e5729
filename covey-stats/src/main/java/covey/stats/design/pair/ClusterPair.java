package covey.stats.design.pair;

import covey.stats.moment.Moments;

/**
 * Two matched clusters, over the same columns.
 *
 * @param control units of the cluster in control
 * @param treatment units of the treated cluster
 */
public record ClusterPair(Moments control, Moments treatment) {

    /** Refuses a pair with an empty cluster. */
    public ClusterPair {
        if (control.n() < 1 || treatment.n() < 1) {
            throw new IllegalArgumentException(
                    "both clusters of a pair need units, got " + control.n() + " and " + treatment.n());
        }
    }
}
