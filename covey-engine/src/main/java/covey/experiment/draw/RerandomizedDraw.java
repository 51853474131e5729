package covey.experiment.draw;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Grouping;
import covey.data.Requirement;
import covey.experiment.check.Figures;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.RerandomizationRules;
import covey.method.Artifact;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.metric.Aggregate;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Goal;
import covey.result.Setting;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.design.Side;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.Rerandomization;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Re-randomisation of the units, or clusters, that stand in the history: {@link Rerandomization} on what is known of
 * them when the history ends; where there are strata the distance is that between arms inside them.
 *
 * <p>The draw is a function of the salt and of the history alone: its generator, L64X128MixRandom, is seeded by the
 * first eight bytes of the SHA-256 of the salt. The assignment and the covariates it was judged by are the findings'
 * artifacts. Refused: fewer than k + 2 in an arm, k covariates; so few accepted assignments that no randomisation test
 * could reject; covariates that are constant or collinear inside strata; no accepted assignment in the draws allowed.
 */
public final class RerandomizedDraw implements Estimator<DrawSpec, ExperimentData> {
    /** Name of the table that says who gets which arm. */
    public static final String ASSIGNMENT = "assignment";

    /** Name of the table of what the draw was judged by. */
    public static final String COVARIATES = "covariates";

    /** Name of the finding. */
    public static final String CHECK = "rerandomization";

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                RerandomizationRules.DESIGNS,
                "Re-randomised assignment",
                "Draws who gets which arm until the arms are balanced on what is known before.",
                ExperimentSettings.ALL,
                List.of(
                        "Morgan, Rubin (2012), Annals of Statistics 40",
                        "Li, Ding, Rubin (2018), PNAS 115",
                        "Li, Ding (2020), JRSS B 82",
                        "Wang, Wang, Liu (2023), JASA 118"));
    }

    @Override
    public DrawSpec specify(Study study) {
        PlanSpec plan = PlanReader.read(study, RerandomizationRules.DESIGNS);
        RerandomizationRules rules = RerandomizationRules.of(study)
                .orElseThrow(() -> new SpecificationException(
                        study.location(),
                        "study '" + study.name() + "' declares no re-randomisation",
                        "declare design: {randomize: {rerandomize: {covariates: [...]}}}"));
        String type = study.design().text("type", "user_randomized");
        String drawn =
                type.equals("cluster_randomized") ? study.design().text("randomize.unit", study.unit()) : study.unit();
        List<String> strata = type.equals("user_randomized")
                ? List.of()
                : study.design().list("randomize.stratify", List.of()).stream()
                        .map(String::valueOf)
                        .toList();
        return new DrawSpec(plan, rules, new Grouping(Optional.of(drawn), strata));
    }

    @Override
    public List<Setting> settings(DrawSpec spec) {
        return spec.plan().settings();
    }

    @Override
    public Requirement requires(DrawSpec spec) {
        ExperimentRequirement standing = ExperimentDesign.standing(spec.plan());
        Metric carrier = new Metric(
                Roster.CARRIER,
                Roster.CARRIER,
                "",
                "",
                "draft",
                new Measure.Mean(new Aggregate(spec.plan().rules().entry(), Aggregate.Function.COUNT, "*", "")),
                Window.OPEN,
                Optional.empty(),
                Goal.NONE,
                "",
                "",
                Location.NONE);
        return standing.withMetrics(List.of(new MetricNeed(carrier, spec.rules().covariates(), false)))
                .groupedBy(spec.grouping());
    }

    @Override
    public Findings estimate(DrawSpec spec, ExperimentData data, RandomGenerator random) {
        Roster roster = Roster.of(spec, data);
        Study study = spec.plan().experiment().study();
        double share = spec.plan().experiment().treatments().getFirst().share();
        Assignments all = roster.assignments(share);
        requireEnough(spec, roster, all, share);
        Rerandomization criterion = criterion(spec, roster, all);
        RandomGenerator own = RandomGeneratorFactory.of("L64X128MixRandom")
                .create(seed(study.design().text("salt", study.name())));
        Side[] sides = new Side[roster.size()];
        for (int draw = 1; draw <= spec.rules().draws(); draw++) {
            all.draw(own, sides);
            if (criterion.distance(sides) <= criterion.threshold()) {
                return findings(
                        new Accepted(spec, roster, List.of(sides), draw),
                        criterion,
                        data.groups().withoutGroup());
            }
        }
        throw new SpecificationException(
                study.design().location("randomize.rerandomize.draws"),
                "none of " + Figures.count(spec.rules().draws()) + " assignments drawn was balanced enough: a share of "
                        + spec.rules().accept() + " was asked for",
                "accept a larger share, allow more draws, or balance on fewer covariates");
    }

    private static void requireEnough(DrawSpec spec, Roster roster, Assignments all, double share) {
        long treated = Math.round(share * roster.size());
        long smaller = Math.min(treated, roster.size() - treated);
        int least = spec.columns() + 2;
        double alpha = 1 - spec.plan().experiment().level();
        double accepted = spec.rules().accept() * all.count();
        if (smaller < least || accepted * alpha < 2) {
            throw new SpecificationException(
                    Roster.where(spec),
                    "too few to be re-randomised: " + spec.counted(roster.size())
                            + " stand in the history, "
                            + (smaller < least
                                    ? smaller + " in the smaller arm, and " + spec.columns() + " covariates need "
                                            + least
                                    : "with " + Figures.number(accepted)
                                            + " acceptable assignments, and with fewer than "
                                            + Figures.number(2 / alpha) + " no randomisation test could reject"),
                    "widen design.history, balance on fewer covariates, or accept a larger share");
        }
    }

    private static Rerandomization criterion(DrawSpec spec, Roster roster, Assignments all) {
        try {
            return Rerandomization.of(roster.covariates(), all, spec.rules().accept());
        } catch (DegenerateDataException e) {
            throw new SpecificationException(
                    Roster.where(spec),
                    "the covariates of the draw, " + String.join(", ", labels(spec))
                            + ", are constant or collinear over " + spec.counted(roster.size())
                            + (spec.grouping().strata().isEmpty()
                                    ? ""
                                    : " inside strata of "
                                            + String.join(", ", spec.grouping().strata())),
                    "leave out those that the others tell, or the strata");
        }
    }

    private static long seed(String salt) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(salt.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** An assignment that was balanced enough, and how many were drawn until then. */
    private record Accepted(DrawSpec spec, Roster roster, List<Side> sides, int draw) {}

    private static Findings findings(Accepted accepted, Rerandomization criterion, long withoutGroup) {
        DrawSpec spec = accepted.spec();
        Study.Arm control = spec.plan().experiment().control();
        Study.Arm treatment = spec.plan().experiment().treatments().getFirst();
        List<List<String>> assignment = new ArrayList<>();
        List<List<String>> covariates = new ArrayList<>();
        long treated = 0;
        for (int i = 0; i < accepted.roster().size(); i++) {
            Side side = accepted.sides().get(i);
            String id = accepted.roster().ids().get(i);
            treated += side.indicator();
            assignment.add(List.of(id, side == Side.TREATMENT ? treatment.name() : control.name()));
            List<String> row = new ArrayList<>(List.of(id));
            for (double value : accepted.roster().covariates()[i]) {
                row.add(Double.toString(value));
            }
            if (stratified(spec)) {
                row.add(accepted.roster().labels().get(i));
            }
            covariates.add(row);
        }
        List<String> columns = new ArrayList<>(List.of(spec.drawn()));
        columns.addAll(labels(spec));
        if (stratified(spec)) {
            columns.add("stratum");
        }
        return new Findings(
                List.of(),
                List.of(said(accepted, criterion, treated, withoutGroup)),
                List.of(),
                List.of(),
                List.of(
                        new Artifact(ASSIGNMENT, List.of(spec.drawn(), "arm"), assignment),
                        new Artifact(COVARIATES, columns, covariates)));
    }

    private static boolean stratified(DrawSpec spec) {
        return !spec.grouping().strata().isEmpty();
    }

    private static Diagnostic said(Accepted accepted, Rerandomization criterion, long treated, long withoutGroup) {
        DrawSpec spec = accepted.spec();
        double distance = criterion.distance(accepted.sides().toArray(Side[]::new));
        String study = spec.name();
        return new Diagnostic(
                CHECK,
                Severity.NOTE,
                "",
                spec.counted(accepted.roster().size()) + " were drawn, "
                        + Figures.count(treated) + " of them to "
                        + spec.plan().experiment().treatments().getFirst().name() + ", balanced on "
                        + String.join(", ", labels(spec)) + ": Mahalanobis distance " + Figures.number(distance)
                        + (Double.isInfinite(criterion.threshold())
                                ? ""
                                : " of at most " + Figures.number(criterion.threshold()))
                        + ", draw " + Figures.count(accepted.draw()) + ". Who gets which arm stands in results/" + study
                        + "/assignment.csv; no hash of an id gives it back."
                        + (withoutGroup == 0
                                ? ""
                                : " " + Figures.count(withoutGroup) + " units without " + spec.drawn()
                                        + " are in no arm."),
                List.of(),
                "load assignment.csv where arms are served, as overrides; whoever is not in it stays out of the"
                        + " experiment",
                Map.of(
                        "distance", Double.toString(distance),
                        "threshold", Double.toString(criterion.threshold()),
                        "draws", Integer.toString(accepted.draw()),
                        "drawn", Integer.toString(accepted.roster().size())),
                "");
    }

    /** One label a column. */
    private static List<String> labels(DrawSpec spec) {
        List<String> labels = new ArrayList<>();
        for (Covariate covariate : spec.rules().covariates()) {
            int columns = RerandomizationRules.columnsOf(covariate);
            for (int i = 0; i < columns; i++) {
                labels.add(covariate.label() + (columns == 1 ? "" : i == 0 ? ", numerator" : ", denominator"));
            }
        }
        return labels;
    }

    @Override
    public List<Working> workings(DrawSpec spec, ExperimentData data, Working.Asked number) {
        return List.of();
    }
}
