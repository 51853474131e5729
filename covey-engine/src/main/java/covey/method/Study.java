package covey.method;

import covey.metric.Location;
import covey.metric.Metric;
import covey.metric.Population;
import covey.metric.Schema;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A study as declared, in the one grammar that holds for every kind. Names of metrics, models and dimensions are
 * already resolved; the free-form parts are not yet interpreted.
 *
 * @param kind the question
 * @param name name
 * @param label human label; the name when not declared
 * @param owner owner; may be empty
 * @param tags tags
 * @param question question or hypothesis; may be empty
 * @param unit unit of analysis
 * @param population who the study is about
 * @param start start of the period
 * @param end end of the period, exclusive
 * @param treatment who got what, for experiments
 * @param metrics metrics in the order primary, guardrails, secondary
 * @param data the kind's own keys, such as {@code truth} and {@code systems}: {@code systems.candidate.model}
 * @param slices dimensions to slice by
 * @param exclusions times left out
 * @param design free-form part
 * @param analysis free-form part
 * @param monitoring free-form part
 * @param multiplicity free-form part
 * @param decision free-form part
 * @param trust the project's trust rules
 * @param schema what the tables are
 * @param library every metric of the project, for covariates
 * @param context project-wide settings
 * @param source the study as written, YAML
 * @param location where it was declared
 */
public record Study(
        String kind,
        String name,
        String label,
        String owner,
        List<String> tags,
        String question,
        String unit,
        Population population,
        Instant start,
        Instant end,
        Optional<Treatment> treatment,
        List<MetricUse> metrics,
        Options data,
        List<String> slices,
        List<Exclusion> exclusions,
        Options design,
        Options analysis,
        Options monitoring,
        Options multiplicity,
        Options decision,
        Options trust,
        Schema schema,
        List<Metric> library,
        Context context,
        String source,
        Location location) {
    public Study {
        tags = List.copyOf(tags);
        metrics = List.copyOf(metrics);
        slices = List.copyOf(slices);
        exclusions = List.copyOf(exclusions);
        library = List.copyOf(library);
    }

    /**
     * Who got what.
     *
     * @param model model of exposures
     * @param armColumn column that holds the arm
     * @param filter SQL condition on rows; empty for all
     * @param valid SQL condition a sound assignment fulfils; empty for none
     * @param duplicates what to do with units in several arms: {@code exclude} or {@code error}
     * @param arms arms in declared order, exactly one of them control
     * @param location where it was declared
     */
    public record Treatment(
            String model,
            String armColumn,
            String filter,
            String valid,
            String duplicates,
            List<Arm> arms,
            Location location) {
        public Treatment {
            arms = List.copyOf(arms);
        }
    }

    /**
     * An arm.
     *
     * @param name name
     * @param value value in the arm column
     * @param share planned share of units
     * @param control whether it is the reference
     * @param served what a flag of it serves: text, a number, a truth value or a map
     */
    public record Arm(String name, String value, double share, boolean control, Object served) {
        /** An arm that serves the text in the arm column. */
        public Arm(String name, String value, double share, boolean control) {
            this(name, value, share, control, value);
        }
    }

    /**
     * A metric in its role.
     *
     * @param metric the metric
     * @param role role
     * @param margin non-inferiority margin, positive; empty for none
     * @param marginScale scale of the margin
     * @param mde effect that the study must be able to see, positive; empty for none
     * @param mdeScale scale of that effect
     * @param location where it was declared
     * @param unit unit that it is measured on, when that is not the study's; empty for the study's
     */
    public record MetricUse(
            Metric metric,
            MetricInfo.Role role,
            OptionalDouble margin,
            Scale marginScale,
            OptionalDouble mde,
            Scale mdeScale,
            Location location,
            String unit) {
        /** A use on the study's own unit, without an effect to be seen. */
        public MetricUse(
                Metric metric, MetricInfo.Role role, OptionalDouble margin, Scale marginScale, Location location) {
            this(metric, role, margin, marginScale, OptionalDouble.empty(), Scale.RELATIVE_DIFFERENCE, location, "");
        }
    }

    /**
     * A time left out.
     *
     * @param from start
     * @param to end, exclusive
     * @param reason why
     */
    public record Exclusion(Instant from, Instant to, String reason) {}

    /**
     * Project-wide settings.
     *
     * @param level confidence level
     * @param levelOrigin where it was declared
     * @param seed seed
     * @param minCell smallest cell that is shown
     * @param examples who sees single units as examples
     * @param asOf nothing later than this is read
     */
    public record Context(double level, String levelOrigin, long seed, int minCell, Examples examples, Instant asOf) {
        /** The same at another confidence level, asked for. */
        Context atLevel(double other) {
            return new Context(other, "asked for", seed, minCell, examples, asOf);
        }

        /** The same, reading nothing later than a moment. */
        public Context boundedBy(Instant moment) {
            return new Context(level, levelOrigin, seed, minCell, examples, moment);
        }
    }

    /** Who sees single units as examples. */
    public enum Examples {
        /** Who may read the project's results. */
        ANALYST_ONLY,
        /** Nobody. */
        NOBODY
    }

    /**
     * Refuses a population, for a kind of study that says elsewhere who is in it.
     *
     * @param kind what has none, such as {@code a switchback}
     * @param instead what to write
     */
    public void refusePopulation(String kind, String instead) {
        if (population.restricted()) {
            throw new SpecificationException(population.location(), kind + " has no population of its own", instead);
        }
    }

    /** Metric of the project by name. */
    public Optional<Metric> libraryMetric(String metricName) {
        return library.stream().filter(m -> m.name().equals(metricName)).findFirst();
    }

    /** The study as one side of a market sees it: its own unit, exposures, metrics, slices and design. */
    public Study asSide(
            String side, Optional<Treatment> exposed, List<MetricUse> measured, List<String> sliced, Options designed) {
        return new Study(
                kind,
                name,
                label,
                owner,
                tags,
                question,
                side,
                population,
                start,
                end,
                exposed,
                measured,
                data,
                sliced,
                exclusions,
                designed,
                analysis,
                monitoring,
                multiplicity,
                decision,
                trust,
                schema,
                library,
                context,
                source,
                location);
    }

    /** The same study at another confidence level in (0, 1). */
    public Study atLevel(double level) {
        return new Study(
                kind,
                name,
                label,
                owner,
                tags,
                question,
                unit,
                population,
                start,
                end,
                treatment,
                metrics,
                data,
                slices,
                exclusions,
                design,
                analysis,
                monitoring,
                multiplicity,
                decision,
                trust,
                schema,
                library,
                context.atLevel(level),
                source,
                location);
    }
}
