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
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two versions of a clustering: how far they agree, what chance would give, and what became of each cluster. */
public final class VersionSection implements Section {
    private static final String VERSIONS = "versions";
    private static final String CHANCE = "chance";
    private static final String MAP = "version_map";

    /** Recommendations that know nothing of the clusters, by analysis. */
    private static final List<String> NULLS = List.of("global_popularity", "shuffled_clusters");

    @Override
    public String id() {
        return VERSIONS;
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Block> blocks = new ArrayList<>();
        table(blocks, "Agreement, and what chance would give", agreementColumns(), agreement(scorecard));
        table(blocks, "Against recommending without the clusters", recallColumns(), recall(scorecard));
        table(blocks, "What became of the clusters", mapColumns(), map(scorecard));
        return blocks;
    }

    private static void table(List<Block> blocks, String heading, List<Column> columns, List<List<Cell>> rows) {
        if (!rows.isEmpty()) {
            blocks.add(new Block.Heading(heading));
            blocks.add(new Block.Table("", columns, rows));
        }
    }

    private static List<Column> agreementColumns() {
        return List.of(
                Column.words("Metric"),
                Column.words("Between"),
                Column.number("Value"),
                Column.number("Interval"),
                Column.number("At random"),
                Column.number("n"));
    }

    private static List<Column> recallColumns() {
        return List.of(
                Column.words("Metric"),
                Column.words("Recommended by"),
                Column.number("Value"),
                Column.words("Version"),
                Column.number("Version less that"),
                Column.number("Interval"));
    }

    private static List<Column> mapColumns() {
        return List.of(
                Column.words("Change"),
                Column.words("Before"),
                Column.words("After"),
                Column.number("Members before"),
                Column.number("after"),
                Column.number("in both"));
    }

    private static List<Estimate> estimates(Scorecard scorecard, String analysis) {
        return scorecard.result().outcomes().stream()
                .filter(o -> o.estimand().analysis().equals(analysis))
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .toList();
    }

    private static List<List<Cell>> agreement(Scorecard scorecard) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Estimate> chances = estimates(scorecard, CHANCE);
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            Measure measure = Measure.of(metric, Scale.LEVEL);
            for (Estimate e : estimates(scorecard, VERSIONS)) {
                if (e.estimand().metric().equals(metric.name())) {
                    rows.add(row(
                            metric,
                            measure,
                            e,
                            "the versions",
                            random(chances, e, e.estimand().reference())));
                }
            }
            for (Estimate chance : chances) {
                Estimand of = chance.estimand();
                boolean truth =
                        of.metric().equals(metric.name()) && of.reference().equals("truth");
                Optional<Estimate> value = truth
                        ? scorecard.level(metric, of.arm(), "").flatMap(VersionSection::number)
                        : Optional.empty();
                value.ifPresent(v -> rows.add(row(metric, measure, v, of.arm() + " and truth", Optional.of(chance))));
            }
        }
        return rows;
    }

    private static Optional<Estimate> number(Outcome outcome) {
        return outcome instanceof Estimate e ? Optional.of(e) : Optional.empty();
    }

    private static Optional<Estimate> random(List<Estimate> chances, Estimate of, String reference) {
        return chances.stream()
                .filter(c -> c.estimand().metric().equals(of.estimand().metric())
                        && c.estimand().arm().equals(of.estimand().arm())
                        && c.estimand().reference().equals(reference))
                .findFirst();
    }

    private static List<Cell> row(
            MetricInfo metric, Measure measure, Estimate e, String between, Optional<Estimate> chance) {
        return List.of(
                new Cell(List.of(metric.label()), Tone.STRONG),
                Cell.of(between),
                Cell.of(measure.level(e)),
                Cell.of(e.interval().map(i -> measure.span(e, i)).orElse("–")),
                Cell.of(chance.map(c -> measure.plain(c.value())).orElse("–")),
                Cell.of(Numbers.count(e.n())));
    }

    private static List<List<Cell>> recall(Scorecard scorecard) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            Measure level = Measure.of(metric, Scale.LEVEL);
            Measure gap = Measure.of(metric, Scale.DIFFERENCE);
            for (String none : NULLS) {
                List<Estimate> of = estimates(scorecard, none).stream()
                        .filter(e -> e.estimand().metric().equals(metric.name()))
                        .toList();
                for (Estimate over : of) {
                    if (over.estimand().scale() != Scale.DIFFERENCE) {
                        continue;
                    }
                    rows.add(List.of(
                            new Cell(List.of(metric.label()), Tone.STRONG),
                            Cell.of(Words.spaced(none)),
                            Cell.of(value(of, over).map(level::level).orElse("–")),
                            Cell.of(over.estimand().arm()),
                            Cell.of(gap.signed(over)),
                            Cell.of(over.interval().map(i -> gap.range(over, i)).orElse("–"))));
                }
            }
        }
        return rows;
    }

    /** The level of what a version is held against: its own, or the only one. */
    private static Optional<Estimate> value(List<Estimate> of, Estimate over) {
        List<Estimate> levels =
                of.stream().filter(e -> e.estimand().scale() == Scale.LEVEL).toList();
        return levels.stream()
                .filter(e -> e.estimand().arm().equals(over.estimand().arm()))
                .findFirst()
                .or(() -> levels.stream().findFirst());
    }

    private static List<List<Cell>> map(Scorecard scorecard) {
        return estimates(scorecard, MAP).stream()
                .map(e -> List.of(
                        new Cell(List.of(Words.spaced(e.estimand().name())), Tone.STRONG),
                        Cell.of(at(e, "before")),
                        Cell.of(at(e, "after")),
                        Cell.of(Numbers.count(Long.parseLong(at(e, "members_before")))),
                        Cell.of(Numbers.count(Long.parseLong(at(e, "members_after")))),
                        Cell.of(Numbers.count(Math.round(e.value())))))
                .toList();
    }

    private static String at(Estimate e, String key) {
        return e.estimand().at().getOrDefault(key, "");
    }
}
