package covey.data;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.metric.Metric;
import covey.metric.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Outcomes of a whole population stage by stage of a roll-out, as moments over its units.
 *
 * @param unit unit of the population
 * @param population model with one row per unit
 * @param exposure rows that say which unit got which arm from when on
 * @param treatment the arm that is rolled out
 * @param stages stages in order, each ending where the next begins
 * @param asOf nothing later than this is read
 * @param metrics metrics, measured by the time of their events
 * @param schema what the tables are
 * @param cluster dimension of the unit whose values are treated as wholes: moments are then over them, with totals of
 *     their units and, in the last column, their number; units without a value are left out
 */
public record RolloutRequirement(
        String unit,
        String population,
        Exposure exposure,
        ArmValue treatment,
        List<Stage> stages,
        Instant asOf,
        List<Metric> metrics,
        Schema schema,
        Optional<String> cluster)
        implements Requirement {
    /** Units that are treated one by one. */
    public RolloutRequirement(
            String unit,
            String population,
            Exposure exposure,
            ArmValue treatment,
            List<Stage> stages,
            Instant asOf,
            List<Metric> metrics,
            Schema schema) {
        this(unit, population, exposure, treatment, stages, asOf, metrics, schema, Optional.empty());
    }

    /**
     * A time in which a share of the population was treated.
     *
     * @param from start
     * @param to end, exclusive
     * @param share planned share of treated units, in [0, 1]
     */
    public record Stage(Instant from, Instant to, double share) {}

    public RolloutRequirement {
        stages = List.copyOf(stages);
        metrics = List.copyOf(metrics);
    }
}
