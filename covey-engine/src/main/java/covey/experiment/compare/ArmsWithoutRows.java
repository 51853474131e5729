package covey.experiment.compare;

import covey.data.ExperimentData.ArmLosses;
import covey.data.ExperimentData.Losses;
import covey.stats.moment.Moments;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An arm none of whose units has a row of a metric's models, while another arm's units do: its rows were lost on the
 * way, and zeros in their place would be an effect that nobody had.
 */
public final class ArmsWithoutRows {
    /** Share of another arm's units with rows from which their absence is no chance. */
    private static final double NOTABLE_SHARE = 0.01;

    /** Units with rows that the arm should have had. */
    private static final double NOTABLE_UNITS = 30;

    private ArmsWithoutRows() {}

    /** What is missing where, as a sentence without its full stop; empty when no arm lacks rows. */
    public static Optional<String> of(Losses losses) {
        Map<String, ArmLosses> arms = new TreeMap<>(losses.arms());
        for (Map.Entry<String, ArmLosses> bare : arms.entrySet()) {
            Moments units = bare.getValue().lostAndRows();
            if (units.n() == 0 || bare.getValue().withRows() > 0) {
                continue;
            }
            for (Map.Entry<String, ArmLosses> other : arms.entrySet()) {
                long n = other.getValue().lostAndRows().n();
                double share = n == 0 ? 0 : (double) other.getValue().withRows() / n;
                if (share > NOTABLE_SHARE && share * units.n() >= NOTABLE_UNITS) {
                    return Optional.of("none of " + units.n() + " units of arm " + bare.getKey()
                            + " has a row within the window, while "
                            + other.getValue().withRows() + " of " + n + " of arm " + other.getKey() + " have");
                }
            }
        }
        return Optional.empty();
    }
}
