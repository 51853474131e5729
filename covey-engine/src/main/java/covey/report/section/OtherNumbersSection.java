package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers of the main analysis that no other part shows, so that none is lost. */
public final class OtherNumbersSection implements Section {
    @Override
    public String id() {
        return "other-numbers";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Estimate> others = scorecard.others();
        if (others.isEmpty()) {
            return List.of();
        }
        List<List<Cell>> rows = others.stream().map(OtherNumbersSection::row).toList();
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.words("Quantity"),
                Column.number("Value"),
                Column.number("Interval"),
                Column.number("n"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Other numbers"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new Block.Table("", columns, rows));
        return blocks;
    }

    private static List<Cell> row(Estimate estimate) {
        Measure measure = Measure.of(estimate.estimand());
        List<String> where = new ArrayList<>();
        where.add(Words.spaced(estimate.estimand().name()));
        where.add(estimate.estimand().arm());
        where.add(estimate.estimand().segment());
        for (Map.Entry<String, String> at : estimate.estimand().at().entrySet()) {
            where.add(Words.spaced(at.getKey()) + " " + at.getValue());
        }
        where.removeIf(String::isEmpty);
        return List.of(
                new Cell(List.of(estimate.estimand().metric()), Tone.STRONG),
                Cell.of(String.join(", ", where)),
                Cell.of(measure.plain(estimate.value())),
                Cell.of(estimate.interval()
                        .map(i -> Measure.intervalName(i) + " " + measure.range(estimate, i))
                        .orElse("–")),
                Cell.of(Numbers.count(estimate.n())));
    }
}
