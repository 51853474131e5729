package covey.ranking.compare;

import covey.result.Outcome;
import java.util.List;

/**
 * A metric beyond accuracy before its family is corrected.
 *
 * @param levels the number of each system
 * @param hypotheses each candidate against the baseline
 */
public record Measured(List<Outcome> levels, List<Hypothesis> hypotheses) {
    public Measured {
        levels = List.copyOf(levels);
        hypotheses = List.copyOf(hypotheses);
    }
}
