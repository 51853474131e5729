package covey.experiment.replay;

import covey.data.Data;
import covey.method.Estimator;
import covey.method.Spec;
import covey.method.Working;
import java.util.List;

/**
 * A method that assigns a history again and again, as its design will, and analyses every assignment as {@code run} will.
 *
 * @param <S> the study as the method understands it
 * @param <D> the history
 */
public interface Replay<S extends Spec, D extends Data> extends Estimator<S, D> {
    /** Assignments when not told otherwise. */
    int USUAL = 200;

    /** Fewest assignments that can be judged by. */
    int FEWEST = 20;

    /** The same with another number of assignments, at least {@value #FEWEST}. */
    Replay<S, D> times(int replays);

    /** None: what a replay finds is a count. */
    @Override
    default List<Working> workings(S spec, D data, Working.Asked number) {
        return List.of();
    }

    /** Refuses a number of assignments that is too small. */
    static int enough(int replays) {
        if (replays < FEWEST) {
            throw new IllegalArgumentException("a replay needs at least " + FEWEST + " splits, not " + replays);
        }
        return replays;
    }
}
