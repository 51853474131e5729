package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.chart.CalibrationChart;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import java.util.ArrayList;
import java.util.List;

/** Whether probabilities mean what they say: the observed share in bins of the predicted one, each system a line. */
public final class CalibrationSection implements Section {
    @Override
    public String id() {
        return "calibration";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Estimate> curve = scorecard.along("observed_share");
        if (curve.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Calibration"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new Block.Paragraph(
                "Of the rows that a system gave a probability in a bin, the share that came true. On the diagonal the"
                        + " probability is right; each interval holds for its bin alone.",
                Tone.MUTED));
        new CalibrationChart(curve).chart().map(ChartSection::figure).ifPresent(blocks::add);
        blocks.add(new Block.Table(
                "", columns(), curve.stream().map(CalibrationSection::row).toList()));
        List<Estimate> parts = scorecard.along("brier_part");
        if (!parts.isEmpty()) {
            blocks.add(new Block.Details("Brier score in parts, over the same bins", List.of(parts(parts))));
        }
        return blocks;
    }

    private static List<Column> columns() {
        return List.of(
                Column.words("System"),
                Column.number("Bin"),
                Column.number("Predicted"),
                Column.number("Observed"),
                Column.number("Interval"),
                Column.number("Rows"),
                Column.number("Units"));
    }

    private static List<Cell> row(Estimate estimate) {
        Measure measure = Measure.of(estimate.estimand());
        return List.of(
                new Cell(List.of(estimate.estimand().arm()), Tone.STRONG),
                Cell.of(at(estimate, "bin")),
                Cell.of(at(estimate, "predicted")),
                Cell.of(measure.level(estimate)),
                Cell.of(estimate.interval().map(i -> measure.span(estimate, i)).orElse("–")),
                Cell.of(at(estimate, "rows")),
                Cell.of(Numbers.count(estimate.n())));
    }

    private static String at(Estimate estimate, String coordinate) {
        return estimate.estimand().at().getOrDefault(coordinate, "");
    }

    private static Block.Table parts(List<Estimate> parts) {
        return new Block.Table(
                "reliability (less is better) − resolution (more is better) + uncertainty, and what the bins smooth over",
                List.of(Column.words("System"), Column.words("Part"), Column.number("Value")),
                parts.stream()
                        .map(e -> List.of(
                                new Cell(List.of(e.estimand().arm()), Tone.STRONG),
                                Cell.of(at(e, "part")),
                                Cell.of(Measure.of(e.estimand()).plain(e.value()))))
                        .toList());
    }
}
