package covey.stats.design.cluster;

import covey.stats.design.Side;
import covey.stats.moment.Moments;

/**
 * One randomised cluster.
 *
 * @param units moments of its units, in the same columns for every cluster
 * @param side the arm it was assigned to
 * @param stratum the stratum inside which it was assigned; 0 for all when assignment was not stratified
 */
public record Cluster(Moments units, Side side, int stratum) {

    /** Refuses a cluster without units. */
    public Cluster {
        if (units.n() < 1) {
            throw new IllegalArgumentException("a cluster needs at least one unit");
        }
    }

    /** A cluster assigned without strata. */
    public static Cluster of(Moments units, Side side) {
        return new Cluster(units, side, 0);
    }

    /** The cluster as a single unit that holds its means, so that clusters count alike whatever their size. */
    public Cluster asOneUnit() {
        int k = units.size();
        double[] mean = new double[k];
        for (int i = 0; i < k; i++) {
            mean[i] = units.mean(i);
        }
        return new Cluster(Moments.ofPopulation(1, mean, new double[k][k]), side, stratum);
    }
}
