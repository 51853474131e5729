package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan can see inside the segments of the declared dimensions. */
final class SegmentTable {
    private static final String CAPTION =
            "Each at the level that its family of segments leaves it; power and units are those for the effect asked for";

    private static final List<Column> COLUMNS = List.of(
            Column.words("Segment"),
            Column.number("Units"),
            Column.number("Seen at the end"),
            Column.number("Power"),
            Column.number("Units needed"));

    private SegmentTable() {}

    /** The table under its heading; nothing where no segment is planned. */
    static List<Block> of(PlanNumbers plan) {
        List<List<Cell>> rows = new ArrayList<>();
        boolean alone = plan.treatments().size() == 1;
        for (MetricInfo metric : plan.result().study().metrics()) {
            for (ArmInfo arm : plan.treatments()) {
                String of = metric.label() + (alone ? "" : " · " + arm.name());
                plan.segments(metric, arm)
                        .forEach((segment, numbers) -> rows.add(row(metric, of + " · " + segment, numbers)));
            }
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(new Block.Heading("What it can see in segments"), new Block.Table(CAPTION, COLUMNS, rows));
    }

    private static Optional<Estimate> number(List<Estimate> numbers, String name, Scale scale) {
        return numbers.stream()
                .filter(e -> e.estimand().name().equals(name) && e.estimand().scale() == scale)
                .findFirst();
    }

    private static List<Cell> row(MetricInfo metric, String label, List<Estimate> numbers) {
        List<String> seen = new ArrayList<>();
        for (Scale scale : List.of(Scale.RELATIVE_DIFFERENCE, Scale.DIFFERENCE)) {
            number(numbers, "mde", scale)
                    .ifPresent(e -> seen.add(Measure.of(metric, scale).plain(e.value())));
        }
        return List.of(
                new Cell(List.of(label), Tone.STRONG),
                Cell.of(Numbers.count(numbers.getFirst().n())),
                seen.isEmpty() ? Cell.of("–") : new Cell(seen, Tone.NORMAL),
                Cell.of(number(numbers, "power", Scale.PROBABILITY)
                        .map(e -> Numbers.percent(e.value()))
                        .orElse("–")),
                Cell.of(number(numbers, "required_units", Scale.COUNT)
                        .map(e -> Numbers.count(Math.round(e.value())))
                        .orElse("–")));
    }
}
