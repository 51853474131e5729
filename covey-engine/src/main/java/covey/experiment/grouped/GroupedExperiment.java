package covey.experiment.grouped;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.Experiment;
import covey.experiment.Population;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Looks;
import covey.experiment.compare.MetricComparison;
import covey.experiment.sequential.LookWords;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A randomised experiment whose units were assigned together: clusters, strata or blocks, matched pairs.
 *
 * <p>Estimand: the average effect over units, as in {@link Experiment}. Clusters: ratio of cluster totals, adjusted by
 * regression, the error by the number of effective clusters, and a randomisation test beside it. Strata: effects inside
 * them, weighted by their units. Pairs: differences inside them. All arithmetic is that of {@code covey.stats}; random
 * numbers are drawn for randomisation tests and the wild cluster bootstrap alone.
 */
public final class GroupedExperiment implements Estimator<GroupedSpec, ExperimentData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("cluster_randomized", "stratified", "blocked", "matched_pairs"),
                "Clusters, strata and matched pairs",
                "Compares arms with the error that the assignment implies: between clusters, inside strata, inside pairs.",
                ExperimentSettings.ALL,
                List.of(
                        "Pustejovsky, Tipton (2018), Journal of Business & Economic Statistics 36",
                        "Cameron, Gelbach, Miller (2008), Review of Economics and Statistics 90",
                        "Carter, Schnepel, Steigerwald (2017), Review of Economics and Statistics 99",
                        "Miratrix, Sekhon, Yu (2013), JRSS B 75",
                        "Imai, King, Nall (2009), Statistical Science 24"));
    }

    @Override
    public GroupedSpec specify(Study study) {
        return GroupedReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(GroupedSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(GroupedSpec spec) {
        return Experiment.requirement(spec.experiment()).groupedBy(spec.grouping());
    }

    @Override
    public Findings estimate(GroupedSpec spec, ExperimentData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.experiment();
        Assigned assigned = Assigned.of(spec, data.groups());
        Monitor monitor = new Monitor(experiment, data);
        List<MetricComparison> metrics = experiment.metrics().stream()
                .map(plan -> new GroupedComparison(spec, data, assigned, new Looks(monitor, plan, experiment.level()))
                        .compare(random))
                .toList();
        Compared compared = Comparison.of(experiment, metrics);
        return new Findings(
                compared.outcomes(),
                new GroupedChecks(spec, data, assigned).all(compared),
                Population.arms(experiment, data),
                assigned.dropped(spec, Population.dropped(experiment, data)));
    }

    /** Where every metric stands, without the randomisation tests. */
    private static List<Standing> standings(GroupedSpec spec, ExperimentData data, Assigned assigned) {
        Monitor monitor = new Monitor(spec.experiment(), data);
        List<Standing> all = new ArrayList<>();
        for (MetricPlan plan : spec.experiment().metrics()) {
            Looks looks = new Looks(monitor, plan, spec.experiment().level());
            new GroupedComparison(spec, data, assigned, looks).look();
            all.addAll(looks.standings().values());
        }
        return all;
    }

    @Override
    public List<Working> workings(GroupedSpec spec, ExperimentData data, Working.Asked number) {
        return spec.experiment().metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst()
                .map(plan -> {
                    Assigned assigned = Assigned.of(spec, data.groups());
                    List<Standing> standings = standings(spec, data, assigned);
                    List<Working> steps = new ArrayList<>(
                            LookWords.between(GroupedWorkings.of(spec, data, plan, number), standings, number));
                    steps.addAll(LookWords.workings(
                            standings, number, spec.experiment().level()));
                    return steps;
                })
                .orElse(List.of());
    }
}
