package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.chart.BoundaryChart;
import covey.report.narrative.Monitored;
import covey.report.narrative.Numbers;
import covey.report.scorecard.Scorecard;
import covey.result.MetricInfo;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;

/** Where the looks stand: what was adjusted and what it costs, each bound, and the path of the primary metrics. */
public final class MonitoringSection implements Section {
    @Override
    public String id() {
        return "monitoring";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        StudyResult result = scorecard.result();
        List<Monitored> looks = Monitored.all(result);
        if (looks.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Monitoring"));
        result.diagnostics().stream()
                .filter(d -> d.check().equals("looks") || d.check().endsWith("_looks"))
                .map(d -> new Block.Paragraph(d.message(), Tone.NORMAL))
                .forEach(blocks::add);
        List<List<Cell>> rows = new ArrayList<>();
        for (Monitored look : looks) {
            rows.add(row(result, look));
        }
        blocks.add(new Block.Table(
                "",
                List.of(
                        Block.Column.words("Metric"),
                        Block.Column.words("Arm"),
                        Block.Column.number("Look"),
                        Block.Column.number("Plan passed"),
                        Block.Column.number("z"),
                        Block.Column.number("Bound"),
                        Block.Column.words("What follows")),
                rows));
        new BoundaryChart(scorecard).charts().stream().map(ChartSection::figure).forEach(blocks::add);
        return blocks;
    }

    private static List<Cell> row(StudyResult result, Monitored look) {
        double bound = look.number("bound");
        String follows = Monitored.words(look.recommendation())
                + (look.held().isEmpty() ? "" : ": bound crossed, but " + look.held());
        return List.of(
                Cell.of(result.metric(look.metric()).map(MetricInfo::label).orElse(look.metric())),
                Cell.of(look.arm()),
                Cell.of(look.value("look")),
                Cell.of(Monitored.share(look.number("clock"))),
                Cell.of(Numbers.signed(look.number("z"), 2)),
                Cell.of(Double.isInfinite(bound) ? "none yet" : "±" + Numbers.fixed(bound, 2)),
                Cell.of(follows));
    }
}
