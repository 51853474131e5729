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
import covey.result.MetricInfo;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;

/** Levels of a study that compares nothing: each metric large, other analyses beside it, segments below. */
public final class LevelSection implements Section {
    @Override
    public String id() {
        return "levels";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        boolean compares = scorecard.result().study().arms().size() != 1;
        List<MetricInfo> metrics = scorecard.result().study().metrics();
        if (compares || metrics.stream().anyMatch(m -> !scorecard.effects(m).isEmpty())) {
            return List.of();
        }
        List<Block.Card> cards = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        List<List<Cell>> segments = new ArrayList<>();
        for (MetricInfo metric : metrics) {
            List<Estimate> levels = levels(scorecard, metric);
            levels.stream().filter(LevelSection::leads).findFirst().ifPresent(e -> cards.add(card(metric, e, levels)));
            for (Estimate e : levels) {
                boolean segment = !e.estimand().segment().isEmpty();
                (segment ? segments : rows)
                        .add(row(metric, e, segment ? e.estimand().segment() : analysis(e)));
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Results"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new Block.Cards(cards, new Block.Table("", columns("Analysis"), rows)));
        if (!segments.isEmpty()) {
            blocks.add(new Block.Heading("Segments"));
            blocks.add(new Block.Table("", columns("Segment"), segments));
        }
        return blocks;
    }

    private static List<Column> columns(String what) {
        return List.of(
                Column.words("Metric"),
                Column.words(what),
                Column.number("Value"),
                Column.number("Interval"),
                Column.number("n"));
    }

    private static List<Estimate> levels(Scorecard scorecard, MetricInfo metric) {
        List<Estimate> levels = new ArrayList<>();
        for (Outcome outcome : scorecard.result().outcomes()) {
            boolean level = outcome.estimand().metric().equals(metric.name())
                    && outcome.estimand().at().isEmpty()
                    && outcome.estimand().scale() == Scale.LEVEL;
            if (level && outcome instanceof Estimate estimate) {
                levels.add(estimate);
            }
        }
        return levels;
    }

    private static boolean leads(Estimate e) {
        return e.estimand().analysis().equals(Scorecard.MAIN)
                && e.estimand().segment().isEmpty();
    }

    private static String analysis(Estimate e) {
        return leads(e)
                ? Words.spaced(e.estimand().name())
                : Words.spaced(e.estimand().analysis());
    }

    private static Measure measure(MetricInfo metric, Estimate e) {
        Measure own = Measure.of(metric, Scale.LEVEL);
        return own.equals(Measure.of(e.estimand())) ? own : Measure.of(e.estimand());
    }

    private static Block.Card card(MetricInfo metric, Estimate e, List<Estimate> levels) {
        List<Block.Fact> facts = new ArrayList<>();
        for (Estimate other : levels) {
            if (!leads(other) && other.estimand().segment().isEmpty()) {
                Measure measure = measure(metric, other);
                facts.add(new Block.Fact(
                        Words.capitalised(analysis(other)),
                        measure.level(other)
                                + other.interval()
                                        .map(i -> " (" + measure.span(other, i) + ")")
                                        .orElse(", without an error of its own")));
            }
        }
        facts.add(new Block.Fact("n", Numbers.count(e.n())));
        Measure measure = measure(metric, e);
        return new Block.Card(
                metric.label(),
                measure.level(e),
                e.interval()
                        .map(i -> Measure.intervalName(i) + " " + measure.span(e, i))
                        .orElse("no interval"),
                "",
                facts,
                e.adjustedBy().isEmpty() ? "" : "Corrected by " + e.adjustedBy() + ".",
                Tone.NORMAL);
    }

    private static List<Cell> row(MetricInfo metric, Estimate e, String what) {
        Measure measure = measure(metric, e);
        return List.of(
                new Cell(List.of(metric.label()), Tone.STRONG),
                Cell.of(what),
                Cell.of(measure.level(e)),
                Cell.of(e.interval()
                        .map(i -> Measure.intervalName(i) + " " + measure.span(e, i))
                        .orElse("–")),
                Cell.of(Numbers.count(e.n())));
    }
}
