package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.narrative.Words;
import covey.report.picture.DesignPictures;
import covey.report.picture.Drawn;
import covey.report.picture.Planned;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** How units come into arms, as pictures, and which influence between units that stands. */
public final class DesignSection implements Section {
    @Override
    public String id() {
        return "design";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        // systems that rank for the same users share nothing out
        boolean shared = scorecard.result().study().arms().stream().anyMatch(a -> a.share() > 0);
        if (!plan.planned() || !shared) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("How units come into arms"));
        List<String> shares = scorecard.result().study().arms().stream()
                .map(a -> a.name() + " " + Numbers.percent(a.share()))
                .toList();
        for (Drawn drawn : DesignPictures.of(Planned.of(scorecard.result()))) {
            String alt = drawn.title() + ". " + Words.join(shares) + ". A sketch, not data.";
            blocks.add(new Block.Picture(drawn.id(), drawn.title(), alt, drawn.drawing(), drawn.lines()));
        }
        plan.finding("interference")
                .map(Diagnostic::message)
                .ifPresent(said -> blocks.add(new Block.Paragraph(said, Tone.NORMAL)));
        return blocks;
    }
}
