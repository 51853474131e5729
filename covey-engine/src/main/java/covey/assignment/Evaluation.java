package covey.assignment;

import covey.assign.Assignment;
import java.util.List;

/**
 * What one unit gets, and how it got there.
 *
 * @param unit id
 * @param assignment arm, value and reason
 * @param path what was asked on the way, in order, as far as it went
 */
public record Evaluation(String unit, Assignment assignment, List<Step> path) {
    public Evaluation {
        path = List.copyOf(path);
    }

    /**
     * A step.
     *
     * @param name what was asked: holdout, layer, ramp, arm
     * @param bucket bucket of the unit there, 0 to 999,999; -1 where none counts
     * @param verdict what followed, with the borders
     */
    public record Step(String name, int bucket, String verdict) {}
}
