package covey.experiment.spec;

import covey.data.ExperimentRequirement.Covariate;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Measure;
import covey.result.MetricInfo.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an assignment is drawn again and again until the arms are balanced.
 *
 * @param covariates what they are balanced on, as it stands when arms are drawn
 * @param accept share of all assignments that is balanced enough, in (0, 1]
 * @param draws most assignments drawn
 */
public record RerandomizationRules(List<Covariate> covariates, double accept, int draws) {
    private static final String KEY = "randomize.rerandomize";
    private static final String COVARIATES = KEY + ".covariates";
    private static final String ACCEPT = KEY + ".accept";
    private static final String DRAWS = KEY + ".draws";

    /** Designs whose units, or clusters, may be drawn together. */
    public static final List<String> DESIGNS =
            List.of("user_randomized", "stratified", "blocked", "cluster_randomized");

    public RerandomizationRules {
        covariates = List.copyOf(covariates);
    }

    /**
     * The rules that a study declares; empty when its arms are not re-randomised.
     *
     * @throws SpecificationException when they make no sense, with their place
     */
    public static Optional<RerandomizationRules> of(Study study) {
        return read(study, new SettingReader());
    }

    /** Columns that the covariates take. */
    public int columns() {
        return covariates.stream().mapToInt(RerandomizationRules::columnsOf).sum();
    }

    /** Columns that a covariate takes: a ratio has its numerator and its denominator. */
    public static int columnsOf(Covariate covariate) {
        return MetricPlan.columnsOf(covariate);
    }

    static Optional<RerandomizationRules> read(Study study, SettingReader reader) {
        Options design = study.design();
        if (design.values().keySet().stream().noneMatch(k -> k.startsWith(KEY))) {
            return Optional.empty();
        }
        refuseDesign(study);
        List<Covariate> covariates = covariates(study);
        double accept = design.number(ACCEPT, 0.01);
        if (!(accept > 0 && accept <= 1)) {
            throw new SpecificationException(
                    design.location(ACCEPT),
                    "design." + ACCEPT + " is " + accept + ", not in (0, 1]: it is the share of all assignments that is"
                            + " taken",
                    "write 0.01; 1 takes the first draw");
        }
        double draws = design.number(DRAWS, 100_000);
        if (!(draws >= 1 && draws <= 10_000_000 && draws == Math.rint(draws))) {
            throw new SpecificationException(
                    design.location(DRAWS),
                    "design." + DRAWS + " is " + draws + ", no whole number from 1 to 10,000,000",
                    "write 100000");
        }
        reader.record(
                "design." + COVARIATES,
                String.join(", ", covariates.stream().map(Covariate::label).toList()),
                design.origin(COVARIATES));
        reader.record("design." + ACCEPT, String.valueOf(accept), design.origin(ACCEPT));
        reader.record("design." + DRAWS, String.valueOf((long) draws), design.origin(DRAWS));
        return Optional.of(new RerandomizationRules(covariates, accept, (int) draws));
    }

    private static void refuseDesign(Study study) {
        Options design = study.design();
        String type = design.text("type", DESIGNS.getFirst());
        if (!DESIGNS.contains(type)) {
            throw new SpecificationException(
                    design.location(COVARIATES),
                    "design." + KEY + " draws units or clusters, and the design is " + type,
                    "it goes with: " + String.join(", ", DESIGNS));
        }
        String unit = design.text("randomize.unit", study.unit());
        if (!type.equals("cluster_randomized") && !unit.equals(study.unit())) {
            throw new SpecificationException(
                    design.location("randomize.unit"),
                    "design." + KEY + " draws the units that are analysed, and " + unit + " was randomised, not "
                            + study.unit(),
                    "leave randomize.unit out, or draw clusters: type: cluster_randomized");
        }
        List<Study.Arm> arms = study.treatment().map(Study.Treatment::arms).orElse(List.of());
        double shares = arms.stream().mapToDouble(Study.Arm::share).sum();
        if (arms.size() != 2 || Math.abs(shares - 1) > 1e-6) {
            throw new SpecificationException(
                    design.location(COVARIATES),
                    "design." + KEY + " divides everybody into two arms, and there are " + arms.size()
                            + " arms with shares that add to " + shares,
                    "declare control and one treatment whose shares add to 1");
        }
        for (String key : List.of("ramp", "slot", "targeting", "holdout.share", "overrides")) {
            if (design.has(key)) {
                throw new SpecificationException(
                        design.location(key),
                        "design." + key
                                + " is a rule of assignment by hash, and the arms of this study are drawn together",
                        "leave it out; design.history.filter says who is drawn");
            }
        }
    }

    private static List<Covariate> covariates(Study study) {
        Options design = study.design();
        List<Object> declared = design.list(COVARIATES, List.of());
        if (declared.isEmpty()) {
            throw new SpecificationException(
                    design.values().keySet().stream()
                            .filter(k -> k.startsWith(KEY))
                            .findFirst()
                            .map(design::location)
                            .orElse(study.location()),
                    "design." + KEY + " does not say on what arms are balanced",
                    "write covariates: [" + study.metrics().getFirst().metric().name() + "]");
        }
        CovariateReader reader = new CovariateReader(
                study, study.treatment().map(Study.Treatment::model).orElse(""), design, COVARIATES);
        Map<String, Covariate> read = new LinkedHashMap<>();
        for (Object entry : declared) {
            Covariate covariate = reader.read(named(study, entry));
            refuseAfterEntry(study, covariate);
            if (read.put(covariate.label(), covariate) != null) {
                throw new SpecificationException(
                        design.location(COVARIATES),
                        "design." + COVARIATES + " has " + covariate.label() + " twice",
                        "keep one");
            }
        }
        return new ArrayList<>(read.values());
    }

    /** A bare name is a dimension of the unit if there is one, else a metric. */
    private static Object named(Study study, Object entry) {
        if (entry instanceof Map<?, ?>) {
            return entry;
        }
        String name = String.valueOf(entry);
        boolean dimension = study.schema().dimension(name, study.unit()).isPresent();
        return Map.of(dimension ? "dimension" : "metric", name);
    }

    /** What is counted from entry on is no covariate: the treatment moves it. */
    private static void refuseAfterEntry(Study study, Covariate covariate) {
        if (covariate instanceof Covariate.Before before
                && (before.metric().measure() instanceof Measure.Retention
                        || before.metric().measure() instanceof Measure.Participation
                        || before.metric().measure() instanceof Measure.Computed)) {
            throw new SpecificationException(
                    study.design().location(COVARIATES),
                    "covariate '" + before.metric().name() + "' is a "
                            + before.metric().measure().kind()
                            + ", counted after entry: nobody has a value of it before treatment",
                    "balance on a mean, proportion or ratio before the draw, or on a numeric dimension");
        }
    }

    /**
     * Refuses an analysis whose headline would ignore what the arms were balanced on: the error of a plain difference is
     * that of all assignments, not of those accepted, so that its interval is too wide.
     */
    void refuse(Study study, Adjustment adjustment, List<MetricPlan> metrics) {
        if (adjustment == Adjustment.NONE) {
            throw new SpecificationException(
                    study.analysis().location("adjustment"),
                    "analysis.adjustment is none, and arms are re-randomised: the plain difference keeps its level, but its"
                            + " interval is that of all assignments and too wide for those that were accepted",
                    "leave it out: lin, by the covariates of the draw");
        }
        for (MetricPlan plan : metrics) {
            boolean quantile = plan.metric().measure() instanceof Measure.Quantile;
            if (quantile && plan.role() == Role.PRIMARY) {
                throw new SpecificationException(
                        plan.use().location(),
                        "primary metric " + plan.name() + " is a quantile, which is not adjusted, and arms are"
                                + " re-randomised: its interval would be too wide",
                        "make it secondary, or randomise without design." + KEY);
            }
            List<String> used = plan.covariates().stream().map(Covariate::label).toList();
            for (Covariate covariate : covariates) {
                if (!quantile && !used.contains(covariate.label())) {
                    throw new SpecificationException(
                            study.analysis().location("covariates"),
                            "analysis.covariates leaves out " + covariate.label() + ", on which arms are balanced",
                            "add it, or leave analysis.covariates out");
                }
            }
        }
    }
}
