package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a running study was sized again: what was seen without telling arms apart, and what it makes of the end. */
public final class ReEstimateSection implements Section {
    @Override
    public String id() {
        return "re-estimate";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        Optional<Diagnostic> decision = plan.reEstimated();
        if (decision.isEmpty()) {
            return List.of();
        }
        if (decision.get().values().getOrDefault("method", "").equals("conditional")) {
            return InterimTable.blocks(scorecard, plan, decision.get());
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (ArmInfo arm : plan.treatments()) {
                if (plan.reEstimated(metric, arm, "variance_ratio").isPresent()) {
                    rows.add(row(plan, metric, arm));
                }
            }
        }
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.number("Variance, of planned"),
                Column.number("Information now"),
                Column.number("By the planned end"),
                Column.number("By the new end"),
                Column.number("Power then"),
                Column.number("Units needed"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("How long it must run"));
        blocks.add(new Block.Table("", columns, rows));
        if (!decision.get().advice().isEmpty()) {
            blocks.add(
                    new Block.Bullets(List.of("To follow it: " + decision.get().advice() + ".")));
        }
        return blocks;
    }

    private static List<Cell> row(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        boolean alone = plan.treatments().size() == 1;
        Function<Estimate, String> percent = e -> Numbers.percent(e.value());
        return List.of(
                new Cell(List.of(alone ? metric.label() : metric.label() + " · " + arm.name()), Tone.STRONG),
                cell(plan.reEstimated(metric, arm, "variance_ratio"), percent),
                cell(plan.reEstimated(metric, arm, "information_fraction"), percent),
                cell(plan.reEstimated(metric, arm, "information_at_planned_end"), percent),
                cell(plan.reEstimated(metric, arm, "information_at_new_end"), percent),
                cell(plan.reEstimated(metric, arm, "power"), percent),
                cell(plan.reEstimated(metric, arm, "required_units"), e -> Numbers.count(Math.round(e.value()))));
    }

    private static Cell cell(Optional<Estimate> estimate, Function<Estimate, String> shown) {
        return Cell.of(estimate.map(shown).orElse("–"));
    }
}
