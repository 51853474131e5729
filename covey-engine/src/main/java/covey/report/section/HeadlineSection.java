package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Headline;
import covey.report.scorecard.Scorecard;
import covey.result.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** The sentence that leads, and, when a gate failed, why and what to do before anything else. */
public final class HeadlineSection implements Section {
    @Override
    public String id() {
        return "headline";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        boolean invalidated = scorecard.result().invalidated();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Lead(new Headline(scorecard).text(), invalidated ? Tone.BAD : Tone.NORMAL));
        scorecard.result().diagnostics().stream()
                .filter(Diagnostic::invalidates)
                .map(DiagnosticsSection::notice)
                .forEach(blocks::add);
        return blocks;
    }
}
