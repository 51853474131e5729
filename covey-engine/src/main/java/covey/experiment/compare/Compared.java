package covey.experiment.compare;

import covey.experiment.sequential.Standing;
import covey.result.Outcome;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an experiment.
 *
 * @param outcomes rows, metric by metric
 * @param droppedCovariates labels of covariates that could not be used, by metric; metrics without any are absent
 * @param standings where each metric stands in each arm at this look
 */
public record Compared(List<Outcome> outcomes, Map<String, List<String>> droppedCovariates, List<Standing> standings) {
    public Compared {
        outcomes = List.copyOf(outcomes);
        standings = List.copyOf(standings);
        droppedCovariates = Map.copyOf(droppedCovariates);
    }
}
