package covey.experiment.grouped;

import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.Looks;
import covey.experiment.compare.PostStratifiedRows;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.result.Outcome;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One metric of a stratified or blocked experiment: effects inside strata, weighted by the strata's units. */
final class StratumMethod implements GroupMethod {
    private final GroupedSpec grouped;
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final Map<String, ArmMoments> strata = new TreeMap<>();
    private final int columns;

    StratumMethod(GroupedSpec grouped, MetricPlan plan, GroupCells cells) {
        this.grouped = grouped;
        this.spec = grouped.experiment();
        this.plan = plan;
        this.columns = cells.cells().isEmpty()
                ? plan.outcomeColumns()
                : cells.cells().getFirst().moments().size();
        Map<String, Map<String, Moments>> byStratum = new TreeMap<>();
        for (GroupCell cell : cells.cells()) {
            byStratum
                    .computeIfAbsent(cell.stratum(), _ -> new TreeMap<>())
                    .merge(cell.arm(), cell.moments(), Moments::plus);
        }
        byStratum.forEach((stratum, arms) -> strata.put(stratum, new ArmMoments(columns, arms)));
    }

    @Override
    public List<Outcome> levels(String arm, Place place) {
        return new StratumLevels(spec, plan, strata, columns).of(arm, place);
    }

    @Override
    public long units(String arm) {
        return strata.values().stream().mapToLong(s -> s.of(arm).n()).sum();
    }

    @Override
    public Result effect(String arm) {
        return PostStratifiedRows.result(spec, plan, strata, grouped.strata(), arm);
    }

    @Override
    public List<Outcome> further(String arm, Result effect, Looks looks, RandomGenerator random) {
        return List.of();
    }

    @Override
    public List<Working> workings(String arm) {
        if (!(effect(arm) instanceof Effect effect)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        strata.forEach((name, arms) ->
                lines.add(name + ": " + side(arms, spec.control().name()) + "; " + side(arms, arm)));
        return List.of(
                new Working("Strata", GroupedWorkings.first(lines)),
                new Working(
                        "Difference",
                        "each arm's mean = sum over strata of (units of the stratum / all units) x the arm's mean in it\n"
                                + "D = the mean of " + arm
                                + " - that of control; strata with fewer than two units in an"
                                + " arm are taken together\n"
                                + GroupedWorkings.figures(effect, spec.level()) + "\n" + effect.adjustedBy()));
    }

    private static String side(ArmMoments arms, String arm) {
        Moments block = arms.of(arm);
        return arm + " n = " + block.n() + (block.n() == 0 ? "" : ", mean y " + Numbers.shown(block.mean(0)));
    }
}
