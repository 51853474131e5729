package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.chart.DesignChart;
import covey.report.narrative.PlanNumbers;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.Diagnostic;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;

/** How units come into arms, as a picture, and which influence between units that stands. */
public final class DesignSection implements Section {
    @Override
    public String id() {
        return "design";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        if (!plan.planned()) {
            return List.of();
        }
        String type = scorecard.result().provenance().settings().stream()
                .filter(s -> s.name().equals("design.type"))
                .map(Setting::value)
                .findFirst()
                .orElse("user_randomized");
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("How units come into arms"));
        var chart = new DesignChart(scorecard.result().study(), type).chart();
        blocks.add(new Block.Figure(chart.id(), chart.title(), chart.altText(), chart.spec()));
        plan.finding("interference")
                .map(Diagnostic::message)
                .ifPresent(said -> blocks.add(new Block.Paragraph(said, Tone.NORMAL)));
        return blocks;
    }
}
