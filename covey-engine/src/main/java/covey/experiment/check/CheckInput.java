package covey.experiment.check;

import covey.data.ExperimentData;
import covey.experiment.compare.Compared;
import covey.experiment.spec.ExperimentSpec;

/**
 * What checks look at.
 *
 * @param spec the experiment
 * @param data what the warehouse returned
 * @param compared the numbers
 */
public record CheckInput(ExperimentSpec spec, ExperimentData data, Compared compared) {
    /** Units seen, those quarantined included. */
    long unitsSeen() {
        return data.exposures().units();
    }
}
