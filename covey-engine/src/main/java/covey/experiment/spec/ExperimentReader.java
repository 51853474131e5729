package covey.experiment.spec;

import covey.data.ExperimentRequirement.Covariate;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.AnalysisRules.ProportionInterval;
import covey.experiment.spec.AnalysisRules.ProportionTest;
import covey.experiment.spec.AnalysisRules.Relative;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Population;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.stats.multiplicity.PValueAdjustment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes an {@link ExperimentSpec} from a study as declared. */
public final class ExperimentReader {
    private static final List<String> SHARED_CONTROL =
            List.of("user_randomized", "holdout", "data_diverted", "co_diverted");
    /** Designs that read what was randomised themselves. */
    private static final Set<String> GROUPED = Set.of("cluster_randomized", "matched_pairs", "staged_rollout");

    private final Study study;
    private final List<String> designs;
    private final SettingReader reader = new SettingReader();

    private ExperimentReader(Study study, List<String> designs) {
        this.study = study;
        this.designs = designs;
    }

    /**
     * The experiment a study declares.
     *
     * @param designs values of {@code design.type} that the caller analyses
     * @throws SpecificationException when a value makes no sense, with its place and the nearest right one
     */
    public static ExperimentSpec read(Study study, List<String> designs) {
        return new ExperimentReader(study, designs).read();
    }

    private ExperimentSpec read() {
        Study.Treatment treatment = treatment();
        design();
        for (Options part :
                List.of(study.analysis(), study.multiplicity(), study.decision(), study.design(), study.trust())) {
            SettingReader.refuseUnknown(part);
        }
        reader.record(
                "confidence_level",
                String.valueOf(study.context().level()),
                study.context().levelOrigin());
        reader.record("seed", String.valueOf(study.context().seed()), "project");
        reader.record("privacy.min_cell", String.valueOf(study.context().minCell()), "project");
        Population population = study.population();
        if (population.restricted()) {
            reader.record(
                    Population.SETTING,
                    population.filter(),
                    population.location().toString());
        }
        AnalysisRules analysis = analysis();
        Optional<Duration> window = window();
        List<MetricPlan> metrics = metrics(analysis, window, treatment.model());
        MultiplicityRules multiplicity = multiplicity(treatment);
        TrustRules trust = trust();
        MonitoringRules monitoring = new MonitoringReader(study, reader).read();
        String shipWhen = reader.text(study.decision(), "ship_when");
        ExperimentSpec spec = new ExperimentSpec(
                study, treatment, metrics, analysis, monitoring, multiplicity, trust, shipWhen, reader.settings());
        if (ReEstimateRules.declared(study)) {
            ReEstimateRules.read(study, new SettingReader()).refuse(spec);
        }
        return spec;
    }

    private Study.Treatment treatment() {
        Study.Treatment treatment = study.treatment()
                .orElseThrow(() -> new SpecificationException(
                        study.location(),
                        "experiment " + study.name() + " has no treatment",
                        "declare treatment: {exposures: ..., arms: ...}"));
        long controls = treatment.arms().stream().filter(Study.Arm::control).count();
        if (controls != 1 || treatment.arms().size() < 2) {
            throw new SpecificationException(
                    treatment.location(),
                    "experiment " + study.name() + " has " + treatment.arms().size() + " arms, " + controls
                            + " of them control",
                    "declare at least two arms and mark one with role: control");
        }
        long positive = treatment.arms().stream().filter(a -> a.share() > 0).count();
        if (positive < 2 || treatment.arms().stream().anyMatch(a -> !(a.share() >= 0 && a.share() <= 1))) {
            throw new SpecificationException(
                    treatment.location(),
                    "shares of the arms are "
                            + treatment.arms().stream().map(Study.Arm::share).toList(),
                    "give at least two arms a planned share in (0, 1]");
        }
        // of two sides one may have secondary metrics alone
        boolean side = study.design().text("type", "").equals("two_sided");
        if (!side && study.metrics().stream().noneMatch(m -> m.role() == Role.PRIMARY)) {
            throw new SpecificationException(
                    study.location(),
                    "experiment " + study.name() + " has no primary metric",
                    "declare metrics.primary");
        }
        return treatment;
    }

    private void design() {
        Options design = study.design();
        String type = reader.text(design, "type");
        if (!designs.contains(type)) {
            throw new SpecificationException(
                    design.location("type"),
                    "design.type '" + type + "' is not built yet",
                    "built are: " + String.join(", ", ExperimentSettings.DESIGNS));
        }
        if (design.has("salt") || design.has("verify_assignment")) {
            reader.text(design, "verify_assignment");
        }
        String training = reader.text(design, "training_data");
        if (type.endsWith("_diverted") && !training.equals("none") && !type.equals(divertedBy(training))) {
            throw new SpecificationException(
                    design.location("training_data"),
                    "design.type '" + type + "' and design.training_data '" + training + "' contradict each other",
                    "write one of them");
        }
        randomizedUnit(type, design);
        if (ReEstimateRules.declared(study)) {
            ReEstimateRules.read(study, reader);
        }
    }

    /** Clusters are read with their design; another unit than that of analysis must lead to it by a link. */
    private void randomizedUnit(String type, Options design) {
        String randomized = design.text("randomize.unit", study.unit());
        boolean linked = study.schema().links().stream()
                .anyMatch(l -> l.from().equals(randomized) && l.to().equals(study.unit()));
        if (GROUPED.contains(type) || randomized.equals(study.unit())) {
            return;
        }
        if (!linked) {
            throw new SpecificationException(
                    design.location("randomize.unit"),
                    "no link leads from " + randomized + ", which was randomised, to " + study.unit()
                            + ", which is analysed",
                    "declare the link, analyse the unit that was randomised (unit: " + randomized
                            + "), or write type: cluster_randomized when one " + randomized + " holds many "
                            + study.unit() + "s");
        }
        reader.record("design.randomize.unit", randomized, design.origin("randomize.unit"));
    }

    private static String divertedBy(String training) {
        return training.equals("diverted") ? "data_diverted" : training;
    }

    private AnalysisRules analysis() {
        Options options = study.analysis();
        Adjustment adjustment = reader.choice(options, "adjustment", Adjustment.class);
        Relative relative = reader.choice(options, "relative", Relative.class);
        ProportionTest test = reader.choice(options, "proportion_test", ProportionTest.class);
        ProportionInterval interval = reader.choice(options, "proportion_interval", ProportionInterval.class);
        if (!options.text("std_error", "auto").equals("auto")
                && !study.design().text("type", "").equals("cluster_randomized")) {
            throw new SpecificationException(
                    options.location("std_error"),
                    "analysis.std_error says how the error between clusters is estimated, and none were randomised",
                    "leave it out, or write design: {type: cluster_randomized, randomize: {unit: ...}}");
        }
        String strata = reader.text(options, "post_stratify");
        if (!strata.equals("none") && !study.slices().contains(strata)) {
            throw new SpecificationException(
                    options.location("post_stratify"),
                    "analysis.post_stratify names '" + strata + "', which is no slice of the study",
                    study.slices().isEmpty()
                            ? "add it to slices"
                            : "add it to slices, or did you mean '" + NearestName.of(strata, study.slices()) + "'?");
        }
        return new AnalysisRules(
                adjustment, relative, test, interval, strata.equals("none") ? Optional.empty() : Optional.of(strata));
    }

    /** How the error between clusters is estimated. */
    public static String standardError(Study study) {
        return new SettingReader().text(study.analysis(), "std_error");
    }

    private Optional<Duration> window() {
        String text = reader.text(study.analysis(), "window");
        if (text.equals("none")) {
            return Optional.empty();
        }
        Duration window =
                SettingReader.duration(text, "analysis.window", study.analysis().location("window"));
        if (window.isZero()) {
            throw new SpecificationException(
                    study.analysis().location("window"), "analysis.window is zero", "write a length such as 14d");
        }
        return Optional.of(window);
    }

    private List<MetricPlan> metrics(AnalysisRules analysis, Optional<Duration> window, String exposureModel) {
        CovariateReader covariates = new CovariateReader(study, exposureModel);
        Optional<RerandomizationRules> drawn = RerandomizationRules.read(study, reader);
        Optional<List<Covariate>> declared =
                covariates.declared().or(() -> drawn.map(RerandomizationRules::covariates));
        List<MetricPlan> plans = new ArrayList<>();
        for (MetricUse use : study.metrics()) {
            Metric metric = windowed(use.metric(), window);
            requireDirection(use);
            requireUnit(use);
            boolean quantile = metric.measure() instanceof Measure.Quantile;
            List<Covariate> used = quantile || analysis.adjustment() == Adjustment.NONE
                    ? List.of()
                    : declared.orElseGet(() -> covariates.itself(metric));
            plans.add(new MetricPlan(use, metric, used, use.role() == Role.PRIMARY && !quantile));
            reader.record("analysis.covariates[" + metric.name() + "]", labels(used), origin(quantile));
        }
        drawn.ifPresent(rules -> rules.refuse(study, analysis.adjustment(), plans));
        return plans;
    }

    private void requireUnit(MetricUse use) {
        if (!use.unit().isEmpty() && !use.unit().equals(study.unit())) {
            throw new SpecificationException(
                    use.location(),
                    "metric " + use.metric().name() + " is measured per " + use.unit() + ", and only " + study.unit()
                            + " was randomised",
                    "leave unit out, or randomise both sides: design: {type: two_sided, ...}");
        }
    }

    private static void requireDirection(MetricUse use) {
        if (use.margin().isPresent() && use.metric().goal() == Goal.NONE) {
            throw new SpecificationException(
                    use.location(),
                    "guardrail " + use.metric().name() + " has a margin, but the metric has no goal",
                    "declare goal: increase or goal: decrease on the metric");
        }
        if (use.margin().isPresent() && !(use.margin().getAsDouble() > 0)) {
            throw new SpecificationException(
                    use.location(),
                    "margin of guardrail " + use.metric().name() + " is "
                            + use.margin().getAsDouble(),
                    "a margin is positive: the largest harm that is tolerated");
        }
    }

    private static Metric windowed(Metric metric, Optional<Duration> window) {
        if (window.isEmpty() || !metric.window().equals(Window.OPEN)) {
            return metric;
        }
        return new Metric(
                metric.name(),
                metric.label(),
                metric.description(),
                metric.owner(),
                metric.tier(),
                metric.measure(),
                new Window(Duration.ZERO, window),
                metric.cap(),
                metric.goal(),
                metric.unit(),
                metric.definition(),
                metric.location());
    }

    private static String labels(List<Covariate> covariates) {
        return covariates.isEmpty()
                ? "none"
                : String.join(", ", covariates.stream().map(Covariate::label).toList());
    }

    private String origin(boolean quantile) {
        return quantile ? "default" : study.analysis().origin("covariates");
    }

    private MultiplicityRules multiplicity(Study.Treatment treatment) {
        String primary = reader.text(study.multiplicity(), "primary");
        boolean dunnett = primary.equals("dunnett");
        if (dunnett) {
            requireSharedControl(treatment);
        }
        return new MultiplicityRules(
                dunnett ? PValueAdjustment.BONFERRONI : PValueAdjustment.valueOf(primary.toUpperCase(Locale.ROOT)),
                procedure("secondary"),
                procedure("slices"),
                dunnett ? MultiplicityRules.Arms.DUNNETT : MultiplicityRules.Arms.AS_OTHERS);
    }

    private void requireSharedControl(Study.Treatment treatment) {
        String type = study.design().text("type", "user_randomized");
        if (treatment.arms().size() < 3) {
            throw new SpecificationException(
                    study.multiplicity().location("primary"),
                    "multiplicity.primary is dunnett, which compares several arms with one control, and there is one arm",
                    "use holm, or bonferroni");
        }
        if (!SHARED_CONTROL.contains(type)) {
            throw new SpecificationException(
                    study.multiplicity().location("primary"),
                    "multiplicity.primary is dunnett, whose correlation of arms is that of independent units, and the design"
                            + " is " + type,
                    "use holm; dunnett goes with: " + String.join(", ", SHARED_CONTROL));
        }
    }

    private PValueAdjustment procedure(String key) {
        return PValueAdjustment.valueOf(reader.text(study.multiplicity(), key).toUpperCase(Locale.ROOT));
    }

    private TrustRules trust() {
        Options trust = study.trust();
        double threshold = reader.fraction(trust, "sample_ratio.threshold");
        double amber = reader.fraction(trust, "sample_ratio.amber");
        boolean daily = reader.text(trust, "sample_ratio.daily").equals("sequential");
        boolean slices = reader.text(trust, "sample_ratio.slices").equals("adjusted");
        double balance = reader.fraction(trust, "pre_period_balance.threshold");
        reader.text(trust, "pre_period_balance.action");
        double arms = reader.fraction(trust, "multiple_arms.threshold");
        double defects = reader.fraction(trust, "assignment_defects.threshold");
        double loss = reader.fraction(trust, "join_loss.threshold");
        Duration lag = SettingReader.duration(
                reader.text(trust, "freshness.allowed_lag"),
                "trust.freshness.allowed_lag",
                trust.location("freshness.allowed_lag"));
        return new TrustRules(threshold, amber, daily, slices, balance, arms, defects, loss, lag);
    }
}
