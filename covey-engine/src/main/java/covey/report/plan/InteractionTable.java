package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a factorial plan can see of interactions: what a level of one factor adds to the effect of a level of another. */
final class InteractionTable {
    private static final String CAPTION =
            "Each at the level of a single test, as the run has it; power and units are those for an interaction as large as"
                    + " the effect asked for";

    private static final List<Column> COLUMNS = List.of(
            Column.words("Interaction"),
            Column.number("Seen at the end"),
            Column.number("Power"),
            Column.number("Units needed"));

    private InteractionTable() {}

    /** The table under its heading; nothing where no interaction is planned. */
    static List<Block> of(PlanNumbers plan) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : plan.result().study().metrics()) {
            plan.interactions(metric).forEach((levels, numbers) -> rows.add(row(metric, levels, numbers)));
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Heading("What it can see of interactions"), new Block.Table(CAPTION, COLUMNS, rows));
    }

    private static Optional<Estimate> number(List<Estimate> numbers, String name, Scale scale) {
        return numbers.stream()
                .filter(e -> e.estimand().name().equals(name) && e.estimand().scale() == scale)
                .findFirst();
    }

    private static List<Cell> row(MetricInfo metric, String levels, List<Estimate> numbers) {
        List<String> seen = new ArrayList<>();
        for (Scale scale : List.of(Scale.RELATIVE_DIFFERENCE, Scale.DIFFERENCE)) {
            number(numbers, "interaction_mde", scale)
                    .ifPresent(e -> seen.add(Measure.of(metric, scale).plain(e.value())));
        }
        Optional<Estimate> power = number(numbers, "interaction_power", Scale.PROBABILITY);
        return List.of(
                new Cell(List.of(metric.label() + " · " + levels), Tone.STRONG),
                seen.isEmpty() ? Cell.of("–") : new Cell(seen, Tone.NORMAL),
                Cell.of(power.map(e -> Numbers.percent(e.value())).orElse("–")),
                Cell.of(number(numbers, "interaction_required_units", Scale.COUNT)
                        .map(e -> Numbers.count(Math.round(e.value())))
                        .orElse("–")));
    }
}
