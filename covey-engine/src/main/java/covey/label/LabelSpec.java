package covey.label;

import covey.data.LabelRequirement;
import covey.method.Spec;
import covey.method.Study;
import covey.result.Setting;
import java.util.List;
import java.util.Optional;

/**
 * A label evaluation as its estimator understands it.
 *
 * @param study the study as declared
 * @param requirement what it asks of the warehouse
 * @param estimator how the sample speaks for the population
 * @param declaredEstimator whether the study says so itself
 * @param agreement how agreement is measured
 * @param level what a difference of two labels means; empty for what the metric suggests
 * @param combine label of an item with several raters; empty for what the metric suggests
 * @param settings every effective setting with its origin
 */
record LabelSpec(
        Study study,
        LabelRequirement requirement,
        String estimator,
        boolean declaredEstimator,
        String agreement,
        Optional<String> level,
        Optional<String> combine,
        List<Setting> settings)
        implements Spec {
    LabelSpec {
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return study.name();
    }

    @Override
    public String counted() {
        return "item";
    }

    /** Whether the study measures a share, for which labels are 0 or 1. */
    boolean share() {
        return study.metrics().stream().noneMatch(m -> m.metric().name().equals(LabelMetrics.MEAN));
    }

    double confidence() {
        return study.context().level();
    }
}
