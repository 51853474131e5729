package covey.report.section;

import covey.report.block.Block;
import covey.report.narrative.Sentences;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.MetricInfo.Role;
import java.util.ArrayList;
import java.util.List;

/** The guardrails, each against its margin. */
public final class GuardrailSection implements Section {
    @Override
    public String id() {
        return "guardrails";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Effect> effects = scorecard.effects(Role.GUARDRAIL);
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Guardrails"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new EffectTable(scorecard).of("Metric", effects));
        Sentences sentences = new Sentences(scorecard);
        List<String> items =
                effects.stream().map(sentences::of).filter(s -> !s.isEmpty()).toList();
        if (!items.isEmpty()) {
            blocks.add(new Block.Bullets(items));
        }
        return blocks;
    }
}
