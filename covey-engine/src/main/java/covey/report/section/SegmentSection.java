package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.chart.SegmentChart;
import covey.report.narrative.SameQueries;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.MetricInfo;
import java.util.ArrayList;
import java.util.List;

/** Who differs: the effects by segment, corrected for their number. */
public final class SegmentSection implements Section {
    @Override
    public String id() {
        return "segments";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<String> segments = scorecard.segments();
        if (segments.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Segments"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new Block.Paragraph(
                "Segments explain, they do not decide. A segment whose "
                        + (SameQueries.of(scorecard.result()) ? "difference" : "effect")
                        + " is told from zero need not differ from the others.",
                Tone.MUTED));
        new SegmentChart(scorecard).charts().stream().map(ChartSection::figure).forEach(blocks::add);
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            List<Effect> effects = segments.stream()
                    .flatMap(s -> scorecard.effects(metric, Scorecard.MAIN, s).stream())
                    .toList();
            if (!effects.isEmpty()) {
                blocks.add(new Block.Details(
                        metric.label() + " by segment", List.of(new EffectTable(scorecard).of("Segment", effects))));
            }
        }
        return blocks;
    }
}
