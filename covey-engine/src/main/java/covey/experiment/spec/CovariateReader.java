package covey.experiment.spec;

import covey.data.ExperimentRequirement.Covariate;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Aggregate;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what each metric is adjusted by. */
final class CovariateReader {
    private static final Duration LOOKBACK = Duration.ofDays(14);

    private final Study study;
    private final String exposureModel;
    private final Options options;
    private final String key;

    CovariateReader(Study study, String exposureModel) {
        this(study, exposureModel, study.analysis(), "covariates");
    }

    /**
     * @param options part of the study that lists them
     * @param key key of the list
     */
    CovariateReader(Study study, String exposureModel, Options options, String key) {
        this.study = study;
        this.exposureModel = exposureModel;
        this.options = options;
        this.key = key;
    }

    /** The declared covariates; empty when none were declared, which means each metric by itself. */
    Optional<List<Covariate>> declared() {
        if (!options.has(key)) {
            return Optional.empty();
        }
        List<Covariate> covariates = new ArrayList<>();
        for (Object entry : options.list(key, List.of())) {
            covariates.add(read(entry));
        }
        return Optional.of(List.copyOf(covariates));
    }

    /** The metric before entry, or nothing where a value before entry cannot be told. */
    List<Covariate> itself(Metric metric) {
        boolean possible = !(metric.measure() instanceof Measure.Quantile) && dated(metric);
        return possible ? List.of(new Covariate.Before(metric, LOOKBACK)) : List.of();
    }

    Covariate read(Object entry) {
        if (entry instanceof Map<?, ?> map) {
            refuseUnknown(map);
            Object metric = map.get("metric");
            Object dimension = map.get("dimension");
            if (metric != null && dimension == null) {
                Object lookback = map.get("lookback");
                return before(
                        String.valueOf(metric),
                        lookback == null
                                ? LOOKBACK
                                : SettingReader.duration(String.valueOf(lookback), "lookback", location()));
            }
            if (dimension != null && metric == null) {
                return attribute(String.valueOf(dimension));
            }
        }
        throw new SpecificationException(
                location(),
                "'" + entry + "' is no covariate",
                "write {metric: clicks, lookback: 14d} or {dimension: tenure_days}");
    }

    private void refuseUnknown(Map<?, ?> map) {
        List<String> known = List.of("metric", "lookback", "dimension");
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new SpecificationException(
                        location(),
                        "a covariate has no key '" + key + "'",
                        "did you mean '" + NearestName.of(String.valueOf(key), known) + "'?");
            }
        }
    }

    private Covariate before(String name, Duration lookback) {
        Metric metric = study.libraryMetric(name)
                .orElseThrow(() -> new SpecificationException(
                        location(),
                        "covariate metric '" + name + "' is not declared",
                        "did you mean '"
                                + NearestName.of(
                                        name,
                                        study.library().stream()
                                                .map(Metric::name)
                                                .toList())
                                + "'?"));
        if (metric.measure() instanceof Measure.Quantile) {
            throw new SpecificationException(
                    location(), "covariate '" + name + "' is a quantile", "use a mean, proportion or ratio");
        }
        if (!dated(metric)) {
            throw new SpecificationException(
                    location(),
                    "covariate '" + name + "' has no value before entry: its model or the exposures have no time",
                    "declare agg_time_dimension, or use {dimension: ...}");
        }
        if (lookback.isZero()) {
            throw new SpecificationException(location(), "lookback of '" + name + "' is zero", "write 14d");
        }
        return new Covariate.Before(metric, lookback);
    }

    private Covariate attribute(String name) {
        Optional<Dimension> dimension = study.schema().dimension(name, study.unit());
        if (dimension.isEmpty()) {
            List<String> known = study.schema().dimensions().stream()
                    .filter(d -> d.entity().equals(study.unit()) && d.numeric())
                    .map(Dimension::name)
                    .toList();
            throw new SpecificationException(
                    location(),
                    "covariate dimension '" + name + "' of unit " + study.unit() + " is not declared",
                    known.isEmpty()
                            ? "declare a numeric dimension of the unit"
                            : "did you mean '" + NearestName.of(name, known) + "'?");
        }
        if (!dimension.get().numeric()) {
            throw new SpecificationException(
                    location(),
                    "covariate dimension '" + name + "' is not a number",
                    "use it in slices and analysis.post_stratify instead");
        }
        return new Covariate.Attribute(name);
    }

    private boolean dated(Metric metric) {
        return hasTime(exposureModel)
                && metric.measure().aggregates().stream().map(Aggregate::model).allMatch(this::hasTime);
    }

    private boolean hasTime(String model) {
        return study.schema().model(model).flatMap(Model::time).isPresent();
    }

    private Location location() {
        return options.location(key);
    }
}
