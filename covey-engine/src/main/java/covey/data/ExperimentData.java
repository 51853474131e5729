package covey.data;

import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The small result that the warehouse returns for an experiment. Nothing about a single unit is in it, but for the values
 * of a quantile metric in a hashed history, which are replayed and not kept.
 *
 * @param exposures how exposure went, for the trust checks
 * @param metrics moments per metric
 * @param quantiles order statistics per quantile metric
 * @param failures metrics that could not be measured, by name
 * @param freshness newest row per model
 * @param looks earlier looks at the same experiment
 * @param groups moments per group, when units were assigned together
 * @param pairs moments of two metrics together
 */
public record ExperimentData(
        ExposureCounts exposures,
        List<MetricCells> metrics,
        List<QuantileCells> quantiles,
        Map<String, Failure> failures,
        Map<String, Freshness> freshness,
        LookHistory looks,
        Groups groups,
        List<PairCell> pairs)
        implements Data {
    public ExperimentData {
        metrics = List.copyOf(metrics);
        quantiles = List.copyOf(quantiles);
        failures = Map.copyOf(failures);
        freshness = Map.copyOf(freshness);
        // data that were stored before looks were recorded have none, nor groups, nor pairs
        looks = looks == null ? LookHistory.NONE : looks;
        groups = groups == null ? Groups.NONE : groups;
        pairs = pairs == null ? List.of() : List.copyOf(pairs);
    }

    /** Data of units that were assigned alone. */
    public ExperimentData(
            ExposureCounts exposures,
            List<MetricCells> metrics,
            List<QuantileCells> quantiles,
            Map<String, Failure> failures,
            Map<String, Freshness> freshness,
            LookHistory looks) {
        this(exposures, metrics, quantiles, failures, freshness, looks, Groups.NONE);
    }

    /** Data of metrics of which none was read together with another. */
    public ExperimentData(
            ExposureCounts exposures,
            List<MetricCells> metrics,
            List<QuantileCells> quantiles,
            Map<String, Failure> failures,
            Map<String, Freshness> freshness,
            LookHistory looks,
            Groups groups) {
        this(exposures, metrics, quantiles, failures, freshness, looks, groups, List.of());
    }

    @Override
    public ExperimentData after(LookHistory earlier) {
        return new ExperimentData(exposures, metrics, quantiles, failures, freshness, earlier, groups, pairs);
    }

    /**
     * A metric that could not be measured.
     *
     * @param reason stable code, the name of a {@code covey.result.Reason}
     * @param message what happened, with values
     * @param advice what to do
     */
    public record Failure(String reason, String message, String advice) {}

    /**
     * What is known of a model's rows.
     *
     * @param rows rows in the table
     * @param oldest oldest row, ISO-8601 UTC; empty without time
     * @param newest newest row, ISO-8601 UTC; empty without time
     * @param completeUntil until when its rows are taken to be complete, ISO-8601 UTC; empty without time
     */
    public record Freshness(long rows, String oldest, String newest, String completeUntil) {}

    /**
     * Counts of exposure rows and units.
     *
     * @param rows exposure rows read, within filter and period
     * @param units different units among them
     * @param duplicateRows rows beyond the first of their unit and arm
     * @param beforeStart exposure rows before the period, left out
     * @param afterEnd exposure rows at or after the end, left out
     * @param nullRows rows without unit, arm or time, left out
     * @param multipleArms units seen in several arms, undeclared ones included, quarantined
     * @param multipleArmsByArm those units by the arm they saw first
     * @param defective units with a row that fails the assignment's validity condition, quarantined
     * @param defectiveRows rows that fail it
     * @param unknownArm rows per value of the arm column that is no declared arm
     * @param seenBefore units of one arm that were exposed to a declared arm before the period already, quarantined: their
     *     first exposure is not their entry
     * @param quarantinedByArm all quarantined units, each once, by the arm they saw first in the period
     * @param cells analysed units by arm, first-exposure day and segment
     * @param recomputed what became of the recomputation of every unit's arm
     * @param outside exposed units outside the study's population, left out of all other counts of units
     */
    public record ExposureCounts(
            long rows,
            long units,
            long duplicateRows,
            long beforeStart,
            long afterEnd,
            long nullRows,
            long multipleArms,
            Map<String, Long> multipleArmsByArm,
            long defective,
            long defectiveRows,
            Map<String, Long> unknownArm,
            long seenBefore,
            Map<String, Long> quarantinedByArm,
            List<UnitCell> cells,
            Recomputed recomputed,
            Long outside) {
        public ExposureCounts {
            multipleArmsByArm = Map.copyOf(multipleArmsByArm);
            unknownArm = Map.copyOf(unknownArm);
            quarantinedByArm = Map.copyOf(quarantinedByArm);
            cells = List.copyOf(cells);
            // data that were stored before arms were recomputed have none
            recomputed = recomputed == null ? Recomputed.NONE : recomputed;
            // nor had they populations
            outside = outside == null ? 0L : outside;
        }

        /** Counts of exposures whose arms were not recomputed. */
        public ExposureCounts(
                long rows,
                long units,
                long duplicateRows,
                long beforeStart,
                long afterEnd,
                long nullRows,
                long multipleArms,
                Map<String, Long> multipleArmsByArm,
                long defective,
                long defectiveRows,
                Map<String, Long> unknownArm,
                long seenBefore,
                Map<String, Long> quarantinedByArm,
                List<UnitCell> cells) {
            this(
                    rows,
                    units,
                    duplicateRows,
                    beforeStart,
                    afterEnd,
                    nullRows,
                    multipleArms,
                    multipleArmsByArm,
                    defective,
                    defectiveRows,
                    unknownArm,
                    seenBefore,
                    quarantinedByArm,
                    cells,
                    Recomputed.NONE,
                    0L);
        }

        /** The same counts with what became of the recomputation. */
        public ExposureCounts with(Recomputed other) {
            return new ExposureCounts(
                    rows,
                    units,
                    duplicateRows,
                    beforeStart,
                    afterEnd,
                    nullRows,
                    multipleArms,
                    multipleArmsByArm,
                    defective,
                    defectiveRows,
                    unknownArm,
                    seenBefore,
                    quarantinedByArm,
                    cells,
                    other,
                    outside);
        }

        /** Units quarantined for their assignment alone: not seen in several arms, nor before the period. */
        public long defectiveOnly() {
            long all = quarantinedByArm.values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return Math.max(0, all - multipleArms - seenBefore);
        }
    }

    /**
     * Exposed units whose arm was recomputed from their id, against the arm they saw first.
     *
     * @param units units recomputed; 0 when none was asked for
     * @param otherArm units that the assignment gives another arm
     * @param outside units that the assignment gives no arm
     */
    public record Recomputed(long units, long otherArm, long outside) {
        /** Nothing was recomputed. */
        public static final Recomputed NONE = new Recomputed(0, 0, 0);
    }

    /**
     * Number of units in a cell.
     *
     * @param arm arm
     * @param day first-exposure day, ISO date in the study's zone
     * @param slice dimension; empty for all units
     * @param segment value of the dimension; empty for all units
     * @param excluded whether the cell falls into a declared exclusion
     * @param units number of units
     */
    public record UnitCell(String arm, String day, String slice, String segment, boolean excluded, long units) {}

    /**
     * Moments of one metric.
     *
     * @param metric metric name
     * @param columns meaning of the columns of every moment block: {@code y}, then {@code d} for a ratio, then one or
     *     more covariates
     * @param cells one block per arm, first-exposure day, segment and exclusion mark; every unit in one cell per slice
     * @param snapshots cumulative blocks (columns y, d only; of a history covariates too): day = last included day; units
     *     entered until then
     * @param ages blocks by whole days since entry (columns y, d only): day = "0", "1", ...
     * @param caps per column, the cap applied, if any
     * @param losses values that were left out
     */
    public record MetricCells(
            String metric,
            List<String> columns,
            List<Cell> cells,
            List<Cell> snapshots,
            List<Cell> ages,
            List<AppliedCap> caps,
            Losses losses) {
        public MetricCells {
            columns = List.copyOf(columns);
            cells = List.copyOf(cells);
            snapshots = List.copyOf(snapshots);
            ages = List.copyOf(ages);
            caps = List.copyOf(caps);
        }
    }

    /**
     * One block of moments.
     *
     * @param arm arm
     * @param day day as {@link MetricCells} says
     * @param slice dimension; empty for all units
     * @param segment value; empty for all units
     * @param excluded whether the cell falls into a declared exclusion
     * @param moments centred moments of the columns
     */
    public record Cell(String arm, String day, String slice, String segment, boolean excluded, Moments moments) {}

    /**
     * Two metrics together, over the units that have a value of both, all arms, declared exclusions left out.
     *
     * @param first name of one metric
     * @param second name of the other
     * @param columns columns of the first, {@code y}, {@code d} for a ratio, then covariates
     * @param moments these columns, then those of the second
     */
    public record PairCell(String first, String second, int columns, Moments moments) {}

    /**
     * A cap as it was applied.
     *
     * @param column column it limits: {@code y}, {@code d} or a covariate
     * @param value the cap
     * @param quantile the fraction it was read at; empty for a fixed value
     * @param fittedOn {@code all units} or {@code units above zero} (when the quantile over all units would be zero)
     * @param capped units above it, all arms
     * @param removed sum of what was cut off, all arms
     */
    public record AppliedCap(
            String column, double value, OptionalDouble quantile, String fittedOn, long capped, double removed) {}

    /**
     * Values and units left out of one metric.
     *
     * @param nullValues rows in the window whose value is NULL, or whose filter is neither true nor false
     * @param notFinite rows in the window whose value is NaN or infinite
     * @param immature units that have not had the time that the window asks for
     * @param withRows units with at least one row of the model in the window
     * @param linkMatched share of rows that found their unit through a link; empty when none was needed
     * @param withoutValue units that have rows in the window but no usable value in any of them: absent, not zero
     * @param rows rows of the metric's models that cannot be placed, for want of a unit or a time
     * @param arms the same by arm, over the units that count; arms without units are absent
     */
    public record Losses(
            long nullValues,
            long notFinite,
            long immature,
            long withRows,
            OptionalDouble linkMatched,
            long withoutValue,
            RowLosses rows,
            Map<String, ArmLosses> arms) {
        public Losses {
            arms = Map.copyOf(arms);
        }

        /** Losses of which neither rows without a place nor arms are known. */
        public Losses(long nullValues, long notFinite, long immature, long withRows, OptionalDouble linkMatched) {
            this(nullValues, notFinite, immature, withRows, linkMatched, 0, RowLosses.NONE, Map.of());
        }
    }

    /**
     * Rows that a metric asks for, and those of them that no unit or no time can be given to. Sums over the metric's
     * models.
     *
     * @param placed rows in the time that can matter
     * @param withoutUnit those of them without a unit; none where a link leads to the unit, since it counts its own
     * @param all rows of any time
     * @param withoutTime those of them without a time; none for a table without one
     */
    public record RowLosses(long placed, long withoutUnit, long all, long withoutTime) {
        /** No rows. */
        public static final RowLosses NONE = new RowLosses(0, 0, 0, 0);

        /** Both together. */
        public RowLosses plus(RowLosses other) {
            return new RowLosses(
                    placed + other.placed,
                    withoutUnit + other.withoutUnit,
                    all + other.all,
                    withoutTime + other.withoutTime);
        }
    }

    /**
     * What is left of one arm: mature units outside declared exclusions.
     *
     * @param withRows units with at least one row of the model in the window
     * @param lostAndRows moments per unit of (rows in the window without a usable value, rows in the window)
     */
    public record ArmLosses(long withRows, Moments lostAndRows) {}

    /**
     * Order statistics of a quantile metric.
     *
     * @param metric metric name
     * @param quantile fraction
     * @param arms one entry per arm, slice and segment
     * @param losses values that were left out
     * @param values of a hashed history the values themselves, in the place of order statistics
     * @param weeks of a history, as experiments of one week, two weeks, ... would have seen it
     */
    public record QuantileCells(
            String metric,
            double quantile,
            List<QuantileCell> arms,
            Losses losses,
            List<BucketValue> values,
            List<QuantileWeek> weeks) {
        public QuantileCells {
            arms = List.copyOf(arms);
            // data that were stored before histories were read by week have none
            weeks = weeks == null ? List.of() : List.copyOf(weeks);
            // data that were stored before histories were hashed have none
            values = values == null ? List.of() : List.copyOf(values);
        }

        /** Order statistics of arms. */
        public QuantileCells(String metric, double quantile, List<QuantileCell> arms, Losses losses) {
            this(metric, quantile, arms, losses, List.of(), List.of());
        }
    }

    /**
     * Order statistics of a history after some weeks.
     *
     * @param day last day of the weeks
     * @param cell all units that had entered by then
     */
    public record QuantileWeek(String day, QuantileCell cell) {}

    /**
     * A value in a bucket of a hashed history.
     *
     * @param bucket bucket
     * @param unit number of the unit inside the bucket, for a quantile over events; 0 over units, each of which has one value
     * @param value value
     * @param count how often the unit has it, or how many units of the bucket do
     */
    public record BucketValue(String bucket, int unit, double value, long count) {}

    /**
     * A quantile with the order statistics around it.
     *
     * @param arm arm
     * @param slice dimension; empty for all units
     * @param segment value; empty for all units
     * @param units units behind it
     * @param events values behind it (equal to units for a quantile over units)
     * @param value the sample quantile
     * @param lower order statistic at the lower rank
     * @param upper order statistic at the upper rank
     * @param lowerFraction fraction at which {@code lower} was read
     * @param upperFraction fraction at which {@code upper} was read
     * @param shares moments over units of (events at or below the quantile, events), for a quantile over events
     * @param strata the same by stratum, of units that were assigned inside strata; the quantile is then that of everybody's
     *     mix of strata, and its fractions are those of that mix
     */
    public record QuantileCell(
            String arm,
            String slice,
            String segment,
            long units,
            long events,
            double value,
            double lower,
            double upper,
            double lowerFraction,
            double upperFraction,
            Optional<Moments> shares,
            List<QuantileStratum> strata) {
        public QuantileCell {
            // data that were stored before quantiles were weighted by strata have none
            strata = strata == null ? List.of() : List.copyOf(strata);
        }

        /** A cell that is not weighted by strata. */
        public QuantileCell(
                String arm,
                String slice,
                String segment,
                long units,
                long events,
                double value,
                double lower,
                double upper,
                double lowerFraction,
                double upperFraction,
                Optional<Moments> shares) {
            this(
                    arm,
                    slice,
                    segment,
                    units,
                    events,
                    value,
                    lower,
                    upper,
                    lowerFraction,
                    upperFraction,
                    shares,
                    List.of());
        }
    }

    /**
     * An arm inside a stratum.
     *
     * @param stratum values of the strata's dimensions; those of which an arm has fewer than two units are one
     * @param all units of all arms in it, by which it is weighted
     * @param shares moments over the arm's units of (values at or below the quantile, values)
     */
    public record QuantileStratum(String stratum, long all, Moments shares) {}

    /** Cells of a metric. */
    public Optional<MetricCells> metric(String name) {
        return metrics.stream().filter(m -> m.metric().equals(name)).findFirst();
    }

    /** Quantile cells of a metric. */
    public Optional<QuantileCells> quantile(String name) {
        return quantiles.stream().filter(m -> m.metric().equals(name)).findFirst();
    }
}
