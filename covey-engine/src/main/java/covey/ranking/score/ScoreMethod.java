package covey.ranking.score;

import covey.stats.compare.Contrast;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.score.ScoredRows;
import java.util.function.Supplier;

/**
 * How a number of scored rows and its error are had.
 *
 * @param <E> what the number is kept as, so that two can be compared
 */
public sealed interface ScoreMethod<E> permits InfluenceMethod, JackknifeMethod {
    /**
     * The number on some rows.
     *
     * @param jackknife groups of the rows' units; refused where there are too few
     * @throws covey.stats.DegenerateDataException where it has none
     */
    E estimate(ScoredRows rows, Supplier<DeleteGroupJackknife> jackknife);

    /** The number. */
    double value(E estimate);

    /** The number as a difference from nothing. */
    Contrast level(E estimate, Supplier<DeleteGroupJackknife> jackknife);

    /** A candidate's number against the baseline's on the same rows. */
    Contrast contrast(E baseline, E candidate, Supplier<DeleteGroupJackknife> jackknife);

    /** How the error is had. */
    String name(Supplier<DeleteGroupJackknife> jackknife);
}
