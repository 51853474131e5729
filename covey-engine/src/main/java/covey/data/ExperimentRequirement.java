package covey.data;

import covey.data.bucket.Recomputation;
import covey.metric.Metric;
import covey.metric.Population;
import covey.metric.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moments per arm, first-exposure day and segment, for the metrics of one experiment.
 *
 * @param study study name, for comments in the SQL
 * @param unit unit of analysis
 * @param exposure who was exposed to what, and when
 * @param arms arms with their value in the arm column
 * @param start exposures in [start, end)
 * @param end exposures in [start, end); metrics without a window count events before it
 * @param zone zone of days
 * @param asOf nothing later than this is read
 * @param metrics metrics with their covariates
 * @param slices names of dimensions to slice by; each gives its own partition
 * @param exclusions units first exposed in these times are marked
 * @param level confidence level, for the choice of order statistics
 * @param schema what the tables are
 * @param grouping how units were assigned together
 */
public record ExperimentRequirement(
        String study,
        String unit,
        Exposure exposure,
        List<ArmValue> arms,
        Instant start,
        Instant end,
        ZoneId zone,
        Instant asOf,
        List<MetricNeed> metrics,
        List<String> slices,
        List<Exclusion> exclusions,
        double level,
        Schema schema,
        Grouping grouping)
        implements Requirement {
    public ExperimentRequirement {
        arms = List.copyOf(arms);
        metrics = List.copyOf(metrics);
        slices = List.copyOf(slices);
        exclusions = List.copyOf(exclusions);
    }

    /** Units that were assigned alone. */
    public ExperimentRequirement(
            String study,
            String unit,
            Exposure exposure,
            List<ArmValue> arms,
            Instant start,
            Instant end,
            ZoneId zone,
            Instant asOf,
            List<MetricNeed> metrics,
            List<String> slices,
            List<Exclusion> exclusions,
            double level,
            Schema schema) {
        this(
                study,
                unit,
                exposure,
                arms,
                start,
                end,
                zone,
                asOf,
                metrics,
                slices,
                exclusions,
                level,
                schema,
                Grouping.NONE);
    }

    /**
     * Rows that say which unit saw which arm when.
     *
     * @param model model of exposures
     * @param armColumn column that holds the arm
     * @param filter SQL condition on rows; empty for all
     * @param valid SQL condition that a sound assignment fulfils; units with a row that fails are quarantined. Empty
     *     for none
     * @param buckets zero where rows are exposures. Positive where nobody was exposed yet and the rows are ordinary
     *     activity: then a unit enters with its first row in the period, and its arm is one of so many buckets of a hash of
     *     the unit, 1 or 4096; {@code valid} is empty, and so is {@code armColumn} unless the rows are exposures whose
     *     arms must not be seen
     * @param recomputed by what the arm of every exposed unit is recomputed from its id; empty when it is not
     * @param entry when a unit enters
     * @param population who of the units is in the study
     */
    public record Exposure(
            String model,
            String armColumn,
            String filter,
            String valid,
            int buckets,
            Optional<Recomputation> recomputed,
            Entry entry,
            Population population) {
        /** When a unit with rows in the period enters. */
        public enum Entry {
            /** With its first row. */
            FIRST_ROW,
            /** When the period ends, all units at once: their covariates are those of that instant. */
            END_OF_PERIOD
        }

        public Exposure {
            if (buckets != 0 && buckets != 1 && buckets != HASH_BUCKETS) {
                throw new IllegalArgumentException("buckets are 0, 1 or " + HASH_BUCKETS + ", not " + buckets);
            }
        }

        /** Rows that say which arm a unit saw. */
        public Exposure(String model, String armColumn, String filter, String valid) {
            this(model, armColumn, filter, valid, 0, Optional.empty(), Entry.FIRST_ROW, Population.EVERYBODY);
        }

        /** First activity in the period in the place of an exposure; every unit in one arm, {@value #HISTORY}. */
        public static Exposure history(String model, String filter) {
            return new Exposure(model, "", filter, "", 1, Optional.empty(), Entry.FIRST_ROW, Population.EVERYBODY);
        }

        /** Whoever was active in the period, as it stands when the period ends; every unit in one arm. */
        public static Exposure standing(String model, String filter) {
            return new Exposure(model, "", filter, "", 1, Optional.empty(), Entry.END_OF_PERIOD, Population.EVERYBODY);
        }

        /** The same, with units spread over 4096 arms {@code 000} to {@code fff} by a hash. */
        public static Exposure hashed(String model, String filter) {
            return new Exposure(
                    model, "", filter, "", HASH_BUCKETS, Optional.empty(), Entry.FIRST_ROW, Population.EVERYBODY);
        }

        /** The same rows, with the arm of every unit recomputed. */
        public Exposure recomputedBy(Recomputation recomputation) {
            return new Exposure(
                    model, armColumn, filter, valid, buckets, Optional.of(recomputation), entry, population);
        }

        /** The same rows, of the units of a population alone. */
        public Exposure of(Population other) {
            return new Exposure(model, armColumn, filter, valid, buckets, recomputed, entry, other);
        }

        /** Exposures of a running experiment with all units in one arm: who saw which arm is not read. */
        public static Exposure blinded(String model, String armColumn, String filter) {
            return new Exposure(
                    model, armColumn, filter, "", 1, Optional.empty(), Entry.FIRST_ROW, Population.EVERYBODY);
        }

        /** Whether the period may begin later than asked, where rows reach back far enough. */
        public boolean beginsWithItsRows() {
            return rehearsed() && armColumn.isEmpty() && entry == Entry.FIRST_ROW;
        }

        /** Whether the rows are read as ordinary activity, whatever arm they name. */
        public boolean rehearsed() {
            return buckets > 0;
        }
    }

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    /** The only arm of a history that is not hashed. */
    public static final String HISTORY = "history";

    /** Arms of a hashed history. */
    public static final int HASH_BUCKETS = 4096;

    /**
     * An arm and its value in the arm column.
     *
     * @param name arm name
     * @param value value in the arm column
     */
    public record ArmValue(String name, String value) {}

    /**
     * A metric to measure.
     *
     * @param metric the metric
     * @param covariates what it is adjusted by
     * @param overTime whether cumulative daily snapshots and effects by day since entry are wanted
     * @param paired whether its moments together with every other metric of which this is wanted are
     */
    public record MetricNeed(Metric metric, List<Covariate> covariates, boolean overTime, boolean paired) {
        public MetricNeed {
            covariates = List.copyOf(covariates);
        }

        /** A metric by itself. */
        public MetricNeed(Metric metric, List<Covariate> covariates, boolean overTime) {
            this(metric, covariates, overTime, false);
        }
    }

    /** A value known before entry. */
    public sealed interface Covariate {
        /** Short name, such as {@code clicks 14d before entry}. */
        String label();

        /**
         * A metric measured over a time before entry, {@code [entry - lookback, entry)}.
         *
         * @param metric a mean, proportion or ratio (of a ratio: its numerator and its denominator)
         * @param lookback length
         */
        record Before(Metric metric, Duration lookback) implements Covariate {
            @Override
            public String label() {
                return metric.name() + " " + lookback.toDays() + "d before entry";
            }
        }

        /**
         * A numeric dimension of the unit.
         *
         * @param dimension name
         */
        record Attribute(String dimension) implements Covariate {
            @Override
            public String label() {
                return dimension;
            }
        }
    }

    /**
     * Units first exposed in [from, to) are left out of the main analysis, all arms alike.
     *
     * @param from start
     * @param to end
     * @param reason why
     */
    public record Exclusion(Instant from, Instant to, String reason) {}

    /**
     * The same history from where it can be told: from the first day on which the rows of the entry model reach back as
     * far as the longest covariate asks, if two weeks are left then, else from the day of their oldest.
     *
     * @param entry what is known of the entry model's rows
     */
    public ExperimentRequirement within(ExperimentData.Freshness entry) {
        if (entry.oldest().isEmpty()) {
            return this;
        }
        Instant oldest = Instant.parse(entry.oldest());
        Duration lookback = metrics.stream()
                .flatMap(m -> m.covariates().stream())
                .filter(Covariate.Before.class::isInstance)
                .map(c -> ((Covariate.Before) c).lookback())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Instant covered = midnight(oldest.plus(lookback));
        Instant from = covered.plus(TWO_WEEKS).isAfter(end) ? midnight(oldest) : covered;
        return from.isAfter(start) && from.isBefore(end) ? from(from) : this;
    }

    /** Days on which one, two, ... whole weeks of the period are over, as far as it has been read. */
    public List<LocalDate> wholeWeeks() {
        Instant last = asOf.isBefore(end) ? asOf : end;
        LocalDate first = start.atZone(zone).toLocalDate();
        return Stream.iterate(first.plusWeeks(1), day -> day.plusWeeks(1))
                .takeWhile(day -> !day.atStartOfDay(zone).toInstant().isAfter(last))
                .toList();
    }

    /** Begin of the day: one that the rows cover in part counts. */
    private Instant midnight(Instant instant) {
        return instant.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
    }

    private ExperimentRequirement from(Instant other) {
        return new ExperimentRequirement(
                study,
                unit,
                exposure,
                arms,
                other,
                end,
                zone,
                asOf,
                metrics,
                slices,
                exclusions,
                level,
                schema,
                grouping);
    }

    /** The same question about other metrics. */
    public ExperimentRequirement withMetrics(List<MetricNeed> others) {
        return new ExperimentRequirement(
                study,
                unit,
                exposure,
                arms,
                start,
                end,
                zone,
                asOf,
                others,
                slices,
                exclusions,
                level,
                schema,
                grouping);
    }

    /** The same question about units that were assigned together. */
    public ExperimentRequirement groupedBy(Grouping other) {
        return new ExperimentRequirement(
                study, unit, exposure, arms, start, end, zone, asOf, metrics, slices, exclusions, level, schema, other);
    }

    /** The same question, with the arm of every exposed unit recomputed from its id. */
    public ExperimentRequirement recomputedBy(Recomputation recomputation) {
        return new ExperimentRequirement(
                study,
                unit,
                exposure.recomputedBy(recomputation),
                arms,
                start,
                end,
                zone,
                asOf,
                metrics,
                slices,
                exclusions,
                level,
                schema,
                grouping);
    }

    /** Metric need by name. */
    public Optional<MetricNeed> metric(String name) {
        return metrics.stream().filter(m -> m.metric().name().equals(name)).findFirst();
    }
}
