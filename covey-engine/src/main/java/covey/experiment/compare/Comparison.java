package covey.experiment.compare;

import covey.data.ExperimentData;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.effect.Correction;
import covey.experiment.compare.effect.Correction.Further;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Rule;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Method;
import covey.result.Outcome;
import covey.stats.sequential.GroupSequentialDesign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All numbers of an experiment. A metric that cannot be estimated gives rows that say why and stops no other.
 *
 * <p>Cost: a merge per cell and a few hundred floating-point operations per comparison.
 */
public final class Comparison {
    private Comparison() {}

    /** Rows for every metric, arm, segment and analysis. */
    public static Compared of(ExperimentSpec spec, ExperimentData data) {
        return of(spec, metrics(spec, data));
    }

    /** Every metric before multiplicity. */
    public static List<MetricComparison> metrics(ExperimentSpec spec, ExperimentData data) {
        return metrics(spec, data, new Monitor(spec, data));
    }

    /** The same with looks that share their error with other hypotheses. */
    public static List<MetricComparison> metrics(ExperimentSpec spec, ExperimentData data, Monitor monitor) {
        return spec.metrics().stream()
                .map(m -> metric(spec, m, data, new Looks(monitor, m, spec.level())))
                .toList();
    }

    /** The same for metrics that were compared already, whatever the design: multiplicity, then rows. */
    public static Compared of(ExperimentSpec spec, List<MetricComparison> metrics) {
        return of(spec, metrics, Multiplicity.of(spec, metrics, ""));
    }

    /** One of several sides, whose hypotheses stand in families with those of the other sides. */
    public static Compared ofSide(ExperimentSpec spec, List<MetricComparison> own, List<MetricComparison> all) {
        return of(spec, own, Multiplicity.of(spec, all, " x sides"));
    }

    private static Compared of(ExperimentSpec spec, List<MetricComparison> metrics, Multiplicity multiplicity) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, List<String>> dropped = new TreeMap<>();
        for (MetricComparison metric : metrics) {
            outcomes.addAll(rows(spec, metric, multiplicity));
            List<String> labels = dropped(metric);
            if (!labels.isEmpty()) {
                dropped.put(metric.plan().name(), labels);
            }
        }
        return new Compared(
                outcomes,
                dropped,
                metrics.stream().flatMap(m -> m.standings().values().stream()).toList());
    }

    /** One metric of units that were assigned alone. */
    public static MetricComparison metric(ExperimentSpec spec, MetricPlan plan, ExperimentData data, Looks looks) {
        Optional<Missing> missing = Gaps.of(spec, plan, data);
        if (missing.isPresent()) {
            return MissingComparison.of(spec, plan, missing.get());
        }
        Optional<QuantileCells> quantile = data.quantile(plan.name());
        if (plan.quantile() && quantile.isPresent()) {
            return new QuantileComparison(spec, plan, quantile.get(), looks).compare();
        }
        MetricCells cells = data.metric(plan.name())
                .orElseThrow(() -> new IllegalStateException("gaps of " + plan.name() + " were looked for"));
        return new MomentComparison(spec, plan, cells, looks).compare();
    }

    private static List<Outcome> rows(ExperimentSpec spec, MetricComparison metric, Multiplicity multiplicity) {
        EffectRows effects = new EffectRows(spec, metric.plan());
        List<Outcome> rows = new ArrayList<>(metric.levels());
        metric.main().forEach(h -> rows.addAll(effects.of(h, correction(metric, h, multiplicity))));
        for (Standing standing : metric.standings().values()) {
            rows.addAll(ofOneLook(effects, standing));
            rows.addAll(StoppedRows.of(spec, standing));
            for (Method method : spec.monitoring().also()) {
                Standing other = standing.by(Rule.of(spec.monitoring(), method), method.label());
                rows.addAll(new EffectRows(spec, metric.plan(), arm -> other.promise(Promise.pointwise(spec.level())))
                        .of(other.judged(), other.arm(), Place.of("also_" + method.code())));
            }
        }
        rows.addAll(metric.further());
        rows.addAll(metric.segmentLevels());
        metric.segments().forEach(h -> rows.addAll(effects.of(h, correction(metric, h, multiplicity))));
        return rows;
    }

    /** What one look would have said: no number while others are to come, whoever reads it. */
    private static List<Outcome> ofOneLook(EffectRows effects, Standing standing) {
        if (standing.path().last() == GroupSequentialDesign.Last.INTERIM) {
            return List.of();
        }
        List<Outcome> rows = new ArrayList<>();
        if (!standing.plain()) {
            rows.addAll(effects.of(standing.effect(), standing.arm(), Place.of("fixed")));
        }
        standing.weighted().ifPresent(w -> rows.addAll(effects.of(w.plain(), standing.arm(), Place.of("unweighted"))));
        return rows;
    }

    /** Multiplicity chooses the level of an interval, the look its critical value at that level. */
    private static Correction correction(MetricComparison metric, Hypothesis hypothesis, Multiplicity multiplicity) {
        Correction fixed = multiplicity.of(hypothesis);
        Standing standing = metric.standings().get(hypothesis.arm());
        return standing == null
                ? fixed
                : new Correction(
                        fixed.adjusted(),
                        standing.promise(fixed.shown()),
                        fixed.further().map(f -> new Further(f.analysis(), standing.promise(f.promise()))));
    }

    private static List<String> dropped(MetricComparison metric) {
        Set<String> labels = new LinkedHashSet<>();
        for (Hypothesis hypothesis : metric.main()) {
            if (hypothesis.result() instanceof Effect effect) {
                labels.addAll(effect.dropped());
            }
        }
        return List.copyOf(labels);
    }
}
