package covey.experiment.rollout;

import covey.data.RolloutRequirement.Stage;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.method.Study;
import covey.metric.Metric;
import covey.result.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A staged roll-out as its estimator understands it.
 *
 * @param experiment what it shares with every experiment
 * @param population model with one row per unit
 * @param stages stages in order, shares rising
 * @param order order of the polynomial of the share
 * @param cluster dimension whose values are treated as wholes; empty where units are treated one by one
 * @param settings every effective setting with its origin
 */
public record RolloutSpec(
        ExperimentSpec experiment,
        String population,
        List<Stage> stages,
        int order,
        Optional<String> cluster,
        List<Setting> settings)
        implements Spec {
    public RolloutSpec {
        stages = List.copyOf(stages);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }

    @Override
    public String unit(Metric metric) {
        return experiment.unit(metric);
    }

    /** Which influence it stands, in words. */
    String stands() {
        return "A staged roll-out stands influence between any units of the population. It does not stand anything else"
                + " that moves the outcome between stages, such as a season or another launch. " + independent();
    }

    /** What is taken for independent, and what follows where it is not. */
    String independent() {
        String unit = experiment.study().unit();
        return cluster.map(c -> "Its error is that between clusters of " + c + ", which are taken for independent: "
                        + "influence between " + unit + "s of one " + c + " is in it, influence across " + c
                        + " borders is not.")
                .orElse("Its error takes " + unit + "s for independent. Where they influence each other inside"
                        + " communities of m with a correlation r it is sqrt(1 + (m - 1) r) times as large: 1.22 times for"
                        + " 50 and 0.01. Treat whole communities (design.randomize.unit), or make them the unit, to have"
                        + " their error.");
    }

    /** The same roll-out with its stages so much earlier. */
    RolloutSpec earlier(Duration by) {
        return new RolloutSpec(
                experiment,
                population,
                stages.stream()
                        .map(s -> new Stage(s.from().minus(by), s.to().minus(by), s.share()))
                        .toList(),
                order,
                cluster,
                settings);
    }

    /** The same roll-out as far as its stages are over, the first in any case: what is not over is not read. */
    RolloutSpec seen() {
        Instant asOf = experiment.study().context().asOf();
        int over = (int) stages.stream().filter(s -> !asOf.isBefore(s.to())).count();
        return new RolloutSpec(experiment, population, stages.subList(0, Math.max(1, over)), order, cluster, settings);
    }

    /** The arm that is rolled out. */
    Study.Arm treatment() {
        return experiment.treatments().getFirst();
    }
}
