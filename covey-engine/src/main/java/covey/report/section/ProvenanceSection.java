package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.scorecard.Scorecard;
import covey.result.Dropped;
import covey.result.Provenance;
import covey.result.Query;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;

/** Where the numbers came from: data, code, settings, the study file and the SQL as it ran. */
public final class ProvenanceSection implements Section {
    private static final int SHORT = 12;

    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        StudyResult result = scorecard.result();
        Provenance p = result.provenance();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Provenance"));
        blocks.add(new Block.Facts(facts(result)));
        if (!p.queries().isEmpty()) {
            List<Block> sql = new ArrayList<>();
            for (Query query : p.queries()) {
                sql.add(new Block.Paragraph(query.name() + ": " + query.purpose(), Tone.STRONG));
                sql.add(new Block.Code("sql", query.sql()));
            }
            blocks.add(new Block.Details("SQL as it ran (" + p.queries().size() + ")", sql));
        }
        if (!p.settings().isEmpty()) {
            List<List<Cell>> rows = p.settings().stream()
                    .map(s -> List.of(Cell.of(s.name()), Cell.of(s.value()), Cell.of(s.origin())))
                    .toList();
            List<Column> columns = List.of(Column.words("Setting"), Column.words("Value"), Column.words("Origin"));
            blocks.add(new Block.Details("Settings", List.of(new Block.Table("", columns, rows))));
        }
        if (!p.specification().isEmpty()) {
            blocks.add(new Block.Details("Study file", List.of(new Block.Code("yaml", p.specification()))));
        }
        return blocks;
    }

    private static List<Block.Fact> facts(StudyResult result) {
        Provenance p = result.provenance();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Run", result.study().name() + "@" + result.run()));
        facts.add(new Block.Fact("Data as of", second(p.asOf())));
        p.rows().forEach((model, rows) -> {
            String until = p.dataUntil().getOrDefault(model, "");
            facts.add(new Block.Fact(
                    model, Numbers.count(rows) + " rows" + (until.isEmpty() ? "" : ", newest " + second(until))));
        });
        for (Dropped dropped : p.dropped()) {
            facts.add(new Block.Fact(
                    "Left out", Numbers.count(dropped.count()) + " " + dropped.what() + ": " + dropped.reason()));
        }
        facts.add(new Block.Fact("Engine", p.engine()));
        String hash = p.specificationHash();
        facts.add(new Block.Fact("Specification", hash.length() > SHORT ? hash.substring(0, SHORT) : hash));
        facts.add(new Block.Fact(
                "Made by", "Covey " + p.codeVersion() + ", seed " + p.seed() + ", at " + second(p.computedAt())));
        return facts;
    }

    /** An instant to the second. */
    private static String second(String instant) {
        return instant.replaceFirst("(:\\d\\d)\\.\\d+Z$", "$1Z");
    }
}
