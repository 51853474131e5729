package covey.experiment.compare;

import covey.result.Outcome;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an experiment.
 *
 * @param outcomes rows, metric by metric
 * @param droppedCovariates labels of covariates that could not be used, by metric; metrics without any are absent
 */
public record Compared(List<Outcome> outcomes, Map<String, List<String>> droppedCovariates) {
    public Compared {
        outcomes = List.copyOf(outcomes);
        droppedCovariates = Map.copyOf(droppedCovariates);
    }
}
