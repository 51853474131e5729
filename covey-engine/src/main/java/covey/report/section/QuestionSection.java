package covey.report.section;

import covey.metric.Population;
import covey.report.block.Block;
import covey.report.narrative.Counted;
import covey.report.narrative.Numbers;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.StudyInfo;
import java.util.ArrayList;
import java.util.List;

/** What was asked, of whom, and how many stood in each arm. */
public final class QuestionSection implements Section {
    @Override
    public String id() {
        return "question";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        StudyInfo study = scorecard.result().study();
        String kicker = Words.capitalised(Words.spaced(study.kind()));
        List<Block.Fact> facts = new ArrayList<>();
        if (!study.start().isEmpty()) {
            String period = Words.period(study.start(), study.lastDay());
            facts.add(new Block.Fact("Period", period + " (" + study.timezone() + ")"));
        }
        scorecard.result().provenance().settings().stream()
                .filter(s -> s.name().equals(Population.SETTING))
                .forEach(s -> facts.add(new Block.Fact(
                        "Population", study.unit() + "s with " + s.value() + ", as they were at entry")));
        for (ArmInfo arm : study.arms()) {
            String plan = arm.share() > 0 ? " (planned " + Numbers.declared(100 * arm.share()) + "%)" : "";
            String name = arm.control() ? arm.name() + " (reference)" : arm.name();
            facts.add(new Block.Fact(name, Words.plural(arm.units(), study.unit()) + plan));
        }
        facts.addAll(Counted.facts(scorecard.result()));
        if (!study.owner().isEmpty()) {
            facts.add(new Block.Fact("Owner", study.owner()));
        }
        if (!study.shipWhen().isEmpty()) {
            facts.add(new Block.Fact("Declared rule", "ship when " + study.shipWhen()));
        }
        return List.of(new Block.Title(kicker, study.label(), study.question()), new Block.Facts(facts));
    }
}
