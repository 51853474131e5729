package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.chart.Chart;
import covey.report.chart.DetectableChart;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The detectable effect week by week. */
public final class PlanCurveSection implements Section {
    @Override
    public String id() {
        return "plan-by-week";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        List<Estimate> units = plan.units();
        if (!plan.planned() || units.isEmpty() || plan.treatments().isEmpty()) {
            return List.of();
        }
        ArmInfo arm = plan.treatments().getFirst();
        List<MetricInfo> metrics = scorecard.result().study().metrics().stream()
                .filter(m -> !plan.curve(m, arm, scale(plan, m, arm)).isEmpty())
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Week by week"));
        new DetectableChart(plan).chart().map(PlanCurveSection::figure).ifPresent(blocks::add);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words("After week"));
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> counts = new ArrayList<>();
        counts.add(Cell.of(scorecard.result().study().unit() + "s"));
        List<Estimate> weeks =
                units.stream().filter(e -> shown(PlanNumbers.week(e))).toList();
        for (Estimate week : weeks) {
            columns.add(Column.number(Integer.toString(PlanNumbers.week(week))));
            counts.add(Cell.of(Numbers.count(Math.round(week.value()))));
        }
        rows.add(counts);
        metrics.forEach(m -> rows.add(row(plan, arm, m, weeks)));
        String caption = "Detectable effect" + (plan.treatments().size() > 1 ? " of " + arm.name() : "")
                + "; of a guardrail with a margin, the harm that can be ruled out";
        blocks.add(new Block.Details(caption, List.of(new Block.Table("", columns, rows))));
        return blocks;
    }

    /** Every week of the first four, then every second. */
    private static boolean shown(int week) {
        return week <= 4 || week % 2 == 0;
    }

    private static Block figure(Chart chart) {
        return new Block.Figure(chart.id(), chart.title(), chart.altText(), chart.spec());
    }

    private static List<Cell> row(PlanNumbers plan, ArmInfo arm, MetricInfo metric, List<Estimate> weeks) {
        List<Cell> row = new ArrayList<>();
        row.add(new Cell(List.of(metric.label()), Tone.STRONG));
        Scale scale = scale(plan, metric, arm);
        List<Estimate> curve = plan.curve(metric, arm, scale);
        for (Estimate week : weeks) {
            Optional<Estimate> point = curve.stream()
                    .filter(e -> PlanNumbers.week(e) == PlanNumbers.week(week))
                    .findFirst();
            row.add(Cell.of(
                    point.map(e -> Measure.of(metric, scale).plain(e.value())).orElse("–")));
        }
        return row;
    }

    private static Scale scale(PlanNumbers plan, MetricInfo metric, ArmInfo arm) {
        return plan.curve(metric, arm, Scale.RELATIVE_DIFFERENCE).isEmpty()
                ? Scale.DIFFERENCE
                : Scale.RELATIVE_DIFFERENCE;
    }
}
