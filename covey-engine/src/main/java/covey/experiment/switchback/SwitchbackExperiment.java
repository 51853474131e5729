package covey.experiment.switchback;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.data.SwitchbackData;
import covey.data.SwitchbackRequirement;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Looks;
import covey.experiment.compare.MetricComparison;
import covey.experiment.sequential.LookWords;
import covey.experiment.sequential.Monitor;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Dropped;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A switchback: regions get one arm or the other for a window of time, again and again.
 *
 * <p>Estimand: the effect of an arm being on all the time against control being on all the time, on the total or the ratio
 * of a region and window, when effects last at most {@code design.carry_over} windows. It stands influence between units
 * of one region and window; not between regions. All arithmetic is that of {@code covey.stats.switchback}; random numbers
 * are drawn for the randomisation test alone.
 */
public final class SwitchbackExperiment implements Estimator<SwitchbackSpec, SwitchbackData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("switchback"),
                "Switchback",
                "Compares windows of time in which every region had one arm, with effects that outlast their window.",
                ExperimentSettings.ALL,
                List.of(
                        "Bojinov, Simchi-Levi, Zhao (2023), Management Science 69",
                        "MacKinnon, Nielsen, Webb (2023), Journal of Applied Econometrics 38"));
    }

    @Override
    public SwitchbackSpec specify(Study study) {
        return SwitchbackReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(SwitchbackSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(SwitchbackSpec spec) {
        ExperimentSpec experiment = spec.experiment();
        Study study = experiment.study();
        Study.Treatment treatment = experiment.treatment();
        return new SwitchbackRequirement(
                study.unit(),
                new Exposure(treatment.model(), treatment.armColumn(), treatment.filter(), treatment.valid()),
                experiment.arms().stream()
                        .map(a -> new ArmValue(a.name(), a.value()))
                        .toList(),
                study.start(),
                study.end(),
                study.context().asOf(),
                spec.every(),
                spec.burnIn(),
                experiment.metrics().stream().map(m -> m.metric()).toList(),
                study.schema());
    }

    @Override
    public Findings estimate(SwitchbackSpec spec, SwitchbackData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.experiment();
        Monitor monitor = monitor(experiment, data);
        List<MetricComparison> metrics = experiment.metrics().stream()
                .map(plan -> new SwitchbackComparison(spec, data, new Looks(monitor, plan, experiment.level()))
                        .compare(random))
                .toList();
        Compared compared = Comparison.of(experiment, metrics);
        return new Findings(
                compared.outcomes(),
                new SwitchbackChecks(spec, data).all(compared.standings()),
                arms(experiment, data),
                dropped(data));
    }

    private static Monitor monitor(ExperimentSpec spec, SwitchbackData data) {
        return new Monitor(
                spec,
                data.looks(),
                data.windows().size(),
                spec.metrics(Role.PRIMARY).size() * spec.treatments().size());
    }

    /** Looks at one metric alone. */
    static Looks looks(ExperimentSpec spec, SwitchbackData data, MetricPlan plan) {
        return new Looks(monitor(spec, data), plan, spec.level());
    }

    @Override
    public List<Working> workings(SwitchbackSpec spec, SwitchbackData data, Working.Asked number) {
        return spec.experiment().metrics().stream()
                .filter(m ->
                        m.name().equals(number.metric()) && number.segment().isEmpty())
                .findFirst()
                .map(plan -> {
                    Looks looks = looks(spec.experiment(), data, plan);
                    SwitchbackComparison comparison = new SwitchbackComparison(spec, data, looks);
                    comparison.look();
                    List<Working> steps = new ArrayList<>(LookWords.between(
                            comparison.workings(number.arm()), looks.standings().values(), number));
                    steps.addAll(LookWords.workings(
                            looks.standings().values(),
                            number,
                            spec.experiment().level()));
                    return steps;
                })
                .orElse(List.of());
    }

    /** Arms with the windows in which they were on. */
    private static List<ArmInfo> arms(ExperimentSpec spec, SwitchbackData data) {
        return spec.arms().stream()
                .map(a -> new ArmInfo(
                        a.name(),
                        a.control(),
                        a.share(),
                        data.windows().stream()
                                .filter(w -> w.arm().equals(a.name()))
                                .count()))
                .toList();
    }

    private static List<Dropped> dropped(SwitchbackData data) {
        SwitchbackData.ScheduleCounts counts = data.counts();
        List<Dropped> dropped = new ArrayList<>();
        add(dropped, "rows of the schedule", counts.outside(), "start no window of the period that is over");
        add(dropped, "rows of the schedule", counts.incomplete(), "no region, arm or time");
        add(dropped, "rows of the schedule", counts.offGrid(), "start between two windows");
        add(dropped, "rows of the schedule", counts.unknownArm(), "no declared arm");
        add(dropped, "rows of the schedule", counts.repeated(), "repeat a window in its arm");
        add(dropped, "windows", counts.conflicting(), "several arms in one region and window");
        data.metrics().forEach(m -> {
            add(dropped, "values of " + m.metric(), m.nullValues(), "NULL");
            add(dropped, "values of " + m.metric(), m.notFinite(), "NaN or infinite");
        });
        return dropped;
    }

    private static void add(List<Dropped> dropped, String what, long count, String reason) {
        if (count > 0) {
            dropped.add(new Dropped(what, count, reason));
        }
    }
}
