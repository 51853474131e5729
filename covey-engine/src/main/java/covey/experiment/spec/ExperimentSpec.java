package covey.experiment.spec;

import covey.method.Spec;
import covey.method.Study;
import covey.metric.Metric;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.util.List;

/**
 * An experiment as its estimator understands it.
 *
 * @param study the study as declared
 * @param treatment who got what
 * @param metrics metrics in the order primary, guardrails, secondary
 * @param analysis how effects are computed
 * @param monitoring how often one looks, and by which rule
 * @param multiplicity how families of hypotheses are corrected
 * @param trust thresholds of the trust checks
 * @param shipWhen the declared decision rule; may be empty
 * @param settings every effective setting with its origin
 */
public record ExperimentSpec(
        Study study,
        Study.Treatment treatment,
        List<MetricPlan> metrics,
        AnalysisRules analysis,
        MonitoringRules monitoring,
        MultiplicityRules multiplicity,
        TrustRules trust,
        String shipWhen,
        List<Setting> settings)
        implements Spec {
    public ExperimentSpec {
        metrics = List.copyOf(metrics);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return study.name();
    }

    @Override
    public String unit(Metric metric) {
        return metrics.stream()
                .filter(m -> m.name().equals(metric.name()))
                .map(m -> m.metric().unit())
                .findFirst()
                .orElse(metric.unit());
    }

    /** The same experiment where a level is not per unit but per something else, such as {@code user and day}. */
    public ExperimentSpec per(String other) {
        return new ExperimentSpec(
                study,
                treatment,
                metrics.stream().map(m -> m.per(study.unit(), other)).toList(),
                analysis,
                monitoring,
                multiplicity,
                trust,
                shipWhen,
                settings);
    }

    /** How units were assigned, as {@code design.type}. */
    public String design() {
        return setting("design.type");
    }

    /** What the arms' models learn from; {@code none} when no model learns. */
    public String training() {
        return switch (design()) {
            case "data_diverted" -> "diverted";
            case "co_diverted" -> "co_diverted";
            default -> setting("design.training_data");
        };
    }

    private String setting(String name) {
        return settings.stream()
                .filter(s -> s.name().equals(name))
                .map(Setting::value)
                .findFirst()
                .orElse("");
    }

    /** Arms in declared order. */
    public List<Study.Arm> arms() {
        return treatment.arms();
    }

    /** The reference arm. */
    public Study.Arm control() {
        return arms().stream()
                .filter(Study.Arm::control)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("experiment " + name() + " has no control arm"));
    }

    /** Arms compared with control, in declared order. */
    public List<Study.Arm> treatments() {
        return arms().stream().filter(a -> !a.control()).toList();
    }

    /** Metrics in a role. */
    public List<MetricPlan> metrics(Role role) {
        return metrics.stream().filter(m -> m.role() == role).toList();
    }

    /** Confidence level of every interval. */
    public double level() {
        return study.context().level();
    }
}
