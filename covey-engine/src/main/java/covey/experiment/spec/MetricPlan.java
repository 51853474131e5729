package covey.experiment.spec;

import covey.data.ExperimentRequirement.Covariate;
import covey.method.Study.MetricUse;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A metric as the experiment uses it.
 *
 * @param use the metric as declared in the study
 * @param metric the metric with its effective window
 * @param covariates what it is adjusted by
 * @param overTime whether effects by day are wanted
 */
public record MetricPlan(MetricUse use, Metric metric, List<Covariate> covariates, boolean overTime) {
    public MetricPlan {
        covariates = List.copyOf(covariates);
    }

    /** The same metric where a level is not per unit but per something else: {@code clicks per user and day}. */
    MetricPlan per(String unit, String other) {
        String suffix = " per " + unit;
        return metric.unit().endsWith(suffix)
                ? new MetricPlan(
                        use,
                        metric.in(
                                metric.unit().substring(0, metric.unit().length() - suffix.length()) + " per " + other),
                        covariates,
                        overTime)
                : this;
    }

    /** Metric name. */
    public String name() {
        return metric.name();
    }

    /** Role in the study. */
    public Role role() {
        return use.role();
    }

    /** Wanted direction. */
    public Goal goal() {
        return metric.goal();
    }

    /** Whether it is a ratio of two totals, so that blocks have columns {@code y} and {@code d}. */
    public boolean ratio() {
        return metric.measure() instanceof Measure.Ratio;
    }

    /** Whether a unit's value is 0 or 1. */
    public boolean binary() {
        return metric.measure() instanceof Measure.Proportion || metric.measure() instanceof Measure.Retention;
    }

    /** Whether it is a quantile, which has order statistics instead of moments. */
    public boolean quantile() {
        return metric.measure() instanceof Measure.Quantile;
    }

    /** Name of the estimand of one arm's level. */
    public String levelName() {
        return metric.measure().kind();
    }

    /** Columns of a moment block before the first covariate. */
    public int outcomeColumns() {
        return ratio() ? 2 : 1;
    }

    /** Columns that a covariate takes in a moment block: two for a ratio, else one. */
    public static int columnsOf(Covariate covariate) {
        return switch (covariate) {
            case Covariate.Before before -> before.metric().measure() instanceof Measure.Ratio ? 2 : 1;
            case Covariate.Attribute attribute -> 1;
        };
    }

    /** Models whose rows the metric reads, each once. */
    public List<String> models() {
        return metric.measure().aggregates().stream()
                .map(a -> a.model())
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }
}
