package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What an interim look at the effects showed, and what it makes of the end. */
final class InterimTable {
    private InterimTable() {}

    static List<Block> blocks(Scorecard scorecard, PlanNumbers plan, Diagnostic decision) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (ArmInfo arm : plan.treatments()) {
                if (plan.reEstimated(metric, arm, "conditional_power").isPresent()) {
                    rows.add(row(plan, metric, arm));
                }
            }
        }
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.number("z so far"),
                Column.number("Planned share of information"),
                Column.number("Conditional power"),
                Column.number("Predictive power"),
                Column.number("By the new end"),
                Column.number("Information wanted, of planned"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("How long it must run"));
        blocks.add(new Block.Table("", columns, rows));
        List<String> said = new ArrayList<>();
        if (!decision.advice().isEmpty()) {
            said.add("To follow it: " + decision.advice() + ".");
        }
        said.add(
                "Conditional power takes the effect for what was seen, which is uncertain; predictive power allows for that."
                        + " Every later run weighs what came before and after this look as planned, so that its error does not"
                        + " depend on what is decided here.");
        blocks.add(new Block.Bullets(said));
        return blocks;
    }

    private static List<Cell> row(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        boolean alone = plan.treatments().size() == 1;
        Function<Estimate, String> percent = e -> Numbers.percent(e.value());
        return List.of(
                new Cell(List.of(alone ? metric.label() : metric.label() + " · " + arm.name()), Tone.STRONG),
                cell(plan.reEstimated(metric, arm, "interim_z"), e -> String.format(Locale.ROOT, "%.2f", e.value())),
                cell(plan.reEstimated(metric, arm, "stage_weight"), percent),
                cell(plan.reEstimated(metric, arm, "conditional_power"), percent),
                cell(plan.reEstimated(metric, arm, "predictive_power"), percent),
                cell(plan.reEstimated(metric, arm, "conditional_power_at_new_end"), percent),
                cell(plan.reEstimated(metric, arm, "information_wanted"), percent));
    }

    private static Cell cell(Optional<Estimate> estimate, Function<Estimate, String> shown) {
        return Cell.of(estimate.map(shown).orElse("–"));
    }
}
