package covey.ranking;

/** A metric whose expectation over all orders of tied items is computed in closed form (McSherry and Najork, ECIR 2008). */
public interface TieAware extends RankingMetric {
    /** The expectation over all orders of the list's tied items, each as likely as another. */
    double expected(JudgedList list);
}
