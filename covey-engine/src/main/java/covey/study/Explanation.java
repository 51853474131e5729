package covey.study;

import java.util.List;

/**
 * One number, from its definition to its formula with the values put in.
 *
 * @param address address of the number
 * @param steps the walk
 */
public record Explanation(String address, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }
}
