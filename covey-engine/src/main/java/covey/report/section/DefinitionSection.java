package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each number means: the definition as declared, its version, its cap. */
public final class DefinitionSection implements Section {
    @Override
    public String id() {
        return "definitions";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<MetricInfo> metrics = scorecard.result().study().metrics();
        if (metrics.isEmpty()) {
            return List.of();
        }
        List<Block> inside = new ArrayList<>();
        for (MetricInfo metric : metrics) {
            List<Block> blocks = new ArrayList<>();
            if (!metric.description().isEmpty()) {
                blocks.add(new Block.Paragraph(metric.description(), Tone.NORMAL));
            }
            blocks.add(new Block.Facts(facts(scorecard, metric)));
            blocks.add(new Block.Code("yaml", metric.definition()));
            inside.add(new Block.Details(metric.label(), blocks));
        }
        List<Block> all = new ArrayList<>();
        all.add(new Block.Details("Definitions", inside));
        return all;
    }

    private static List<Block.Fact> facts(Scorecard scorecard, MetricInfo metric) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Name", metric.name()));
        facts.add(new Block.Fact("Version", metric.version()));
        facts.add(new Block.Fact("Kind", Words.spaced(metric.kind())));
        facts.add(new Block.Fact("Role", metric.role().name().toLowerCase(Locale.ROOT)));
        facts.add(new Block.Fact("Goal", metric.goal().name().toLowerCase(Locale.ROOT)));
        if (!metric.unit().isEmpty()) {
            facts.add(new Block.Fact("Unit", metric.unit()));
        }
        scorecard
                .property(metric, "cap", Scale.LEVEL)
                .ifPresent(c -> facts.add(new Block.Fact("Capped at", Numbers.plain(c.value()))));
        return facts;
    }
}
