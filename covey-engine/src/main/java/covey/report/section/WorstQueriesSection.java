package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.SameQueries;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import covey.result.MetricInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queries on which a system ranks worst beside the baseline, both lists side by side. */
public final class WorstQueriesSection implements Section {
    private static final String ANALYSIS = "worst_queries";

    /** The numbers of one query by their name; the agreement of its lists has a metric of its own. */
    private record Query(String id, Map<String, Estimate> numbers) {}

    @Override
    public String id() {
        return "worst-queries";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        Map<String, Map<String, Query>> arms = new LinkedHashMap<>();
        scorecard.result().outcomes().forEach(o -> {
            if (o instanceof Estimate e && e.estimand().analysis().equals(ANALYSIS)) {
                String query = e.estimand().at().getOrDefault("query", "");
                arms.computeIfAbsent(e.estimand().arm(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(query, _ -> new Query(query, new LinkedHashMap<>()))
                        .numbers()
                        .put(e.estimand().name(), e);
            }
        });
        if (arms.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Where lists got worse"));
        blocks.addAll(NotForUse.line(scorecard));
        arms.forEach((arm, queries) -> {
            List<Query> worst = List.copyOf(queries.values());
            blocks.add(lead(scorecard, arm, worst));
            blocks.add(table(SameQueries.reference(scorecard.result()), arm, worst));
        });
        return blocks;
    }

    private static Block lead(Scorecard scorecard, String arm, List<Query> worst) {
        String metric =
                worst.getFirst().numbers().values().iterator().next().estimand().metric();
        String label = scorecard.result().metric(metric).map(MetricInfo::label).orElse(metric);
        String agreement = worst.stream()
                .flatMap(q -> agreement(q).stream())
                .findFirst()
                .map(e -> " Agreement of the two lists is " + e.estimand().metric() + ".")
                .orElse("");
        return new Block.Paragraph(
                "The " + worst.size() + " on which " + label + " of " + arm
                        + " falls furthest: examples, not a sample. A relevant item has a star or its grade; ten items are shown."
                        + agreement + " More stand in worst.csv beside the result.",
                Tone.MUTED);
    }

    private static Block table(String baseline, String arm, List<Query> worst) {
        List<Column> columns = List.of(
                Column.words("Query"),
                Column.words(baseline),
                Column.words(arm),
                Column.number("From"),
                Column.number("To"),
                Column.number("Agreement"));
        return new Block.Table(
                "", columns, worst.stream().map(WorstQueriesSection::row).toList());
    }

    private static List<Cell> row(Query query) {
        return List.of(
                new Cell(List.of(query.id()), Tone.STRONG),
                Cell.of(list(query, "baseline")),
                Cell.of(list(query, "candidate")),
                Cell.of(value(Optional.ofNullable(query.numbers().get("baseline")))),
                Cell.of(value(Optional.ofNullable(query.numbers().get("candidate")))),
                Cell.of(value(agreement(query))));
    }

    private static Optional<Estimate> agreement(Query query) {
        return Optional.ofNullable(query.numbers().get("list_agreement"));
    }

    private static String list(Query query, String side) {
        Estimate number = query.numbers().get(side);
        return number == null ? "no list" : number.estimand().at().getOrDefault("list", "no list");
    }

    private static String value(Optional<Estimate> number) {
        return number.map(e -> Measure.of(e.estimand()).plain(e.value())).orElse("–");
    }
}
