package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers of the main analysis that no other part shows, so that none is lost. */
public final class OtherNumbersSection implements Section {
    private static final String INTERACTION = "interaction";

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
        StudyResult result = scorecard.result();
        // what compares comes before the levels that it was made of
        List<List<Cell>> rows = Stream.concat(
                        others.stream().filter(OtherNumbersSection::compares),
                        others.stream().filter(e -> !compares(e)))
                .map(e -> row(result, e))
                .toList();
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.words("Quantity"),
                Column.number("Value"),
                Column.number("Interval"),
                Column.number("p"),
                Column.number("n"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Other numbers"));
        blocks.addAll(NotForUse.line(scorecard));
        if (others.stream().anyMatch(e -> e.estimand().name().equals(INTERACTION))) {
            blocks.add(new Block.Paragraph(
                    "An interaction is what two factors together add to the sum of what each adds, in the metric's unit.",
                    Tone.MUTED));
        }
        blocks.add(new Block.Table("", columns, rows));
        return blocks;
    }

    private static boolean compares(Estimate estimate) {
        Scale scale = estimate.estimand().scale();
        return scale == Scale.DIFFERENCE || scale == Scale.RELATIVE_DIFFERENCE;
    }

    private static List<Cell> row(StudyResult result, Estimate estimate) {
        Estimand of = estimate.estimand();
        Optional<MetricInfo> metric = result.metric(of.metric());
        Measure measure = metric.map(m -> Measure.of(m, of.scale())).orElseGet(() -> Measure.of(of));
        List<String> where = new ArrayList<>();
        where.add(quantity(of));
        where.add(of.arm().replace(" x ", " × "));
        where.add(of.segment());
        for (Map.Entry<String, String> at : of.at().entrySet()) {
            where.add(Words.spaced(at.getKey()) + " " + at.getValue());
        }
        where.removeIf(String::isEmpty);
        return List.of(
                new Cell(List.of(metric.map(MetricInfo::label).orElse(of.metric())), Tone.STRONG),
                Cell.of(String.join(", ", where)),
                Cell.of(compares(estimate) ? measure.signed(estimate) : measure.plain(estimate.value())),
                Cell.of(estimate.interval()
                        .map(i -> Measure.intervalName(i) + " "
                                + (compares(estimate) ? measure.range(estimate, i) : measure.span(estimate, i)))
                        .orElse("–")),
                Cell.of(estimate.test().map(t -> Measure.p(t, t.pValue())).orElse("–")),
                Cell.of(Numbers.count(estimate.n())));
    }

    private static String quantity(Estimand of) {
        String name = Words.spaced(of.name());
        return of.unit().startsWith("per ") ? name.replace("per unit", of.unit()) : name;
    }
}
