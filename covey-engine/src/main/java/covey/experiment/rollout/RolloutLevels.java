package covey.experiment.rollout;

import covey.experiment.compare.effect.ContrastLevels;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Place;
import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Levels that the total effect compares: the fitted polynomial where no one is treated, and where all are.
 *
 * @param moments one row a unit: a column a stage, denominators of a ratio after the numerators
 */
record RolloutLevels(RolloutSpec spec, MetricPlan plan, Moments moments) {
    private static final String METHOD = "t, polynomial of the treated share";

    /** The fit of the metric. */
    StagedRollout rollout() {
        return rollout(this::column);
    }

    /** A stage's values: of clusters totals over their units, or over their denominators. */
    Column column(int stage) {
        int stages = spec.stages().size();
        return plan.ratio()
                ? Column.ratio(stage, stages + stage)
                : spec.cluster().isPresent() ? Column.ratio(stage, stages) : Column.of(stage);
    }

    private StagedRollout rollout(IntFunction<Column> column) {
        List<Column> columns = new ArrayList<>();
        for (int t = 0; t < spec.stages().size(); t++) {
            columns.add(column.apply(t));
        }
        return StagedRollout.of(
                moments,
                columns,
                spec.stages().stream().mapToDouble(s -> s.share()).toArray());
    }

    /** The rows of both arms; none where the total effect has no number. */
    List<Outcome> compared() {
        try {
            List<Outcome> rows =
                    new ArrayList<>(rows(plan.levelName(), plan.metric().unit(), rollout()));
            if (plan.ratio()) {
                int stages = spec.stages().size();
                String per =
                        "per " + spec.cluster().orElse(spec.experiment().study().unit()) + " and day";
                rows.addAll(rows("numerator_per_unit", per, rollout(Column::of)));
                rows.addAll(rows("denominator_per_unit", per, rollout(t -> Column.of(stages + t))));
            }
            return rows;
        } catch (DegenerateDataException e) {
            return List.of();
        }
    }

    private List<Outcome> rows(String name, String unit, StagedRollout rollout) {
        String control = spec.experiment().control().name();
        Estimands estimands = new Estimands(plan, control);
        Contrast contrast = rollout.totalEffect(spec.order());
        ContrastLevels levels =
                new ContrastLevels(contrast, METHOD, spec.experiment().level());
        Estimand untreated = estimands.level(Place.MAIN, control, name, unit);
        Estimand treated = estimands.level(Place.MAIN, spec.treatment().name(), name, unit);
        return List.of(levels.control(untreated, moments.n()), levels.treatment(treated, moments.n(), ""));
    }
}
