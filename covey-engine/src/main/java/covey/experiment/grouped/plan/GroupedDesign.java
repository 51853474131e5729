package covey.experiment.grouped.plan;

import covey.data.ExperimentData;
import covey.data.Grouping;
import covey.data.Requirement;
import covey.experiment.grouped.GroupedReader;
import covey.experiment.grouped.GroupedSpec;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.metric.Dimension;
import covey.result.Setting;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Design of an experiment whose units will be assigned together, from the user's own history: clusters, strata or blocks,
 * matched pairs.
 *
 * <p>The metric by week is that of {@link ExperimentDesign}; what clusters cost, and what strata and pairs take off, is
 * read from the whole history by running the estimator of {@link GroupedExperiment} on it, and taken to be the same at
 * all lengths of exposure. No random number is drawn.
 */
public final class GroupedDesign implements Estimator<GroupedPlan, ExperimentData> {
    private static final double ROUNDING = 1e-9;

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("cluster_randomized", "stratified", "blocked", "matched_pairs"),
                "Design of an experiment by clusters, strata or pairs",
                "Power with the error that the assignment implies, from the history before the period.",
                ExperimentSettings.ALL,
                List.of(
                        "Kish (1965), Survey Sampling",
                        "Hemming, Girling, Sitch, Marsh, Lilford (2011), BMC Medical Research Methodology 11",
                        "Miratrix, Sekhon, Yu (2013), JRSS B 75",
                        "Imai, King, Nall (2009), Statistical Science 24"));
    }

    @Override
    public GroupedPlan specify(Study study) {
        PlanSpec plan = PlanReader.read(study, descriptor().designs());
        GroupedSpec grouped = GroupedReader.read(study, descriptor().designs());
        return new GroupedPlan(grouped, plan, history(study, grouped));
    }

    private static Grouping history(Study study, GroupedSpec grouped) {
        if (grouped.design() != Design.MATCHED_PAIRS) {
            return grouped.grouping();
        }
        List<Study.Arm> arms = grouped.experiment().arms();
        if (Math.abs(arms.getFirst().share() - arms.getLast().share()) > ROUNDING) {
            throw new SpecificationException(
                    grouped.experiment().treatment().location(),
                    "matched pairs give both arms as many, and the shares are "
                            + arms.getFirst().share() + " and " + arms.getLast().share(),
                    "give both arms the same share");
        }
        if (grouped.unit().equals(study.unit())) {
            return grouped.grouping();
        }
        String cluster = study.schema()
                .dimension(grouped.unit(), study.unit())
                .map(Dimension::name)
                .orElseThrow(() -> new SpecificationException(
                        study.design().location("randomize.unit"),
                        "design.randomize.unit names '" + grouped.unit() + "', which is no dimension of " + study.unit()
                                + ", so the history does not tell the two clusters of a pair apart",
                        "declare it as a dimension, or leave randomize.unit out when single units are paired"));
        return new Grouping(
                Optional.of(cluster), List.of(grouped.grouping().group().orElseThrow()));
    }

    @Override
    public List<Setting> settings(GroupedPlan spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(GroupedPlan spec) {
        return ExperimentDesign.history(spec.plan()).groupedBy(spec.history());
    }

    @Override
    public Findings estimate(GroupedPlan spec, ExperimentData data, RandomGenerator random) {
        return ExperimentDesign.plan(spec.plan(), data, new GroupedLayout(spec, data));
    }

    @Override
    public List<Working> workings(GroupedPlan spec, ExperimentData data, Working.Asked number) {
        return ExperimentDesign.workings(spec.plan(), data, new GroupedLayout(spec, data), number);
    }
}
