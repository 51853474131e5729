package covey.report.section;

import covey.report.block.Block;
import covey.report.chart.Chart;
import covey.report.chart.IntervalChart;
import covey.report.chart.OverTimeChart;
import covey.report.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.List;

/** The two pictures of a scorecard: all effects beside each other, and the primary effect over time. */
public final class ChartSection implements Section {
    @Override
    public String id() {
        return "charts";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Block> figures = new ArrayList<>();
        new IntervalChart(scorecard).chart().map(ChartSection::figure).ifPresent(figures::add);
        new OverTimeChart(scorecard).charts().stream().map(ChartSection::figure).forEach(figures::add);
        if (figures.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("In pictures"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.addAll(figures);
        return blocks;
    }

    static Block figure(Chart chart) {
        return new Block.Figure(chart.id(), chart.title(), chart.altText(), chart.spec());
    }
}
