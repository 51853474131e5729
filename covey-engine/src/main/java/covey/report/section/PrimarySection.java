package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.narrative.Counted;
import covey.report.narrative.Measure;
import covey.report.narrative.Monitored;
import covey.report.narrative.Numbers;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.narrative.Sentences;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The primary metrics, large. */
public final class PrimarySection implements Section {
    @Override
    public String id() {
        return "primary";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<Effect> effects = scorecard.effects(Role.PRIMARY);
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Heading(scorecard.metrics(Role.PRIMARY).size() == 1 ? "Primary metric" : "Primary metrics"));
        blocks.addAll(NotForUse.line(scorecard));
        List<Block.Card> cards = effects.stream().map(e -> card(scorecard, e)).toList();
        blocks.add(new Block.Cards(cards, new EffectTable(scorecard).of("Metric", effects)));
        return blocks;
    }

    private static Block.Card card(Scorecard scorecard, Effect effect) {
        String control = effect.reference()
                .orElseGet(() -> scorecard.result().control().map(ArmInfo::name).orElse("control"));
        String title = effect.metric().label() + " · " + effect.arm().name() + " against " + control;
        Reading reading = new Readings(scorecard).of(effect);
        String badge = reading == Reading.BLOCKED ? "" : reading.sign() + " " + reading.word();
        Optional<Estimate> spoken = effect.spoken();
        if (spoken.isEmpty()) {
            String why = EffectTable.missing(effect.relative().or(effect::difference));
            return new Block.Card(title, "–", why, badge, List.of(), "", Tone.NORMAL);
        }
        Estimate estimate = spoken.get();
        Measure measure = Measure.of(effect.metric(), estimate.estimand().scale());
        String interval = estimate.interval()
                .map(i -> Measure.intervalName(i) + " " + measure.range(estimate, i)
                        + Monitored.correction(scorecard.result(), effect)
                                .map(c -> ", " + c)
                                .orElse(""))
                .orElse("");
        String sentence = new Sentences(scorecard).of(effect);
        return new Block.Card(
                title, measure.signed(estimate), interval, badge, facts(scorecard, effect), sentence, tone(reading));
    }

    private static Tone tone(Reading reading) {
        return reading == Reading.BLOCKED ? Tone.MUTED : EffectTable.tone(reading);
    }

    private static List<Block.Fact> facts(Scorecard scorecard, Effect effect) {
        List<Block.Fact> facts = new ArrayList<>();
        Measure level = Measure.of(effect.metric(), Scale.LEVEL);
        String unit = effect.metric().unit();
        Effect.estimate(effect.controlLevel())
                .ifPresent(c -> Effect.estimate(effect.level())
                        .ifPresent(a -> facts.add(new Block.Fact(
                                (unit.isEmpty() ? "Level" : unit)
                                        + (a.adjustedBy().isEmpty() ? "" : ", adjusted"),
                                level.plain(c.value()) + " → " + level.plain(a.value())))));
        facts.addAll(parts(scorecard, effect));
        Measure difference = Measure.of(effect.metric(), Scale.DIFFERENCE);
        Effect.estimate(effect.difference())
                .ifPresent(d -> facts.add(new Block.Fact(
                        "Difference",
                        difference.signed(d)
                                + d.interval()
                                        .map(i -> " " + brackets(difference, d, i))
                                        .orElse(""))));
        effect.correction()
                .flatMap(c -> c.main().spoken())
                .ifPresent(e -> facts.add(new Block.Fact("Uncorrected", told(effect, e))));
        Effect.estimate(effect.difference()).or(effect::spoken).ifPresent(e -> {
            e.test()
                    .ifPresent(t -> facts.add(new Block.Fact(
                            "p",
                            Measure.p(t, t.pValue())
                                    + t.adjusted()
                                            .map(AdjustedPValue::value)
                                            .map(a -> ", adjusted " + Measure.p(t, a))
                                            .orElse(""))));
            facts.add(new Block.Fact(
                    "n", Counted.n(scorecard.result(), effect, e.n()).replaceFirst("^n ", "")));
            if (!e.adjustedBy().isEmpty()) {
                facts.add(new Block.Fact("Adjusted by", e.adjustedBy()));
            }
        });
        return facts;
    }

    /** Numerator and denominator of a ratio: a ratio alone does not say which of the two moved. */
    private static List<Block.Fact> parts(Scorecard scorecard, Effect effect) {
        List<Block.Fact> facts = new ArrayList<>();
        String control = effect.reference()
                .orElseGet(() -> scorecard.result().control().map(ArmInfo::name).orElse(""));
        for (String part : List.of("numerator", "denominator")) {
            String name = part + "_per_unit";
            Effect.estimate(scorecard.perUnit(effect.metric(), name, control))
                    .ifPresent(c -> Effect.estimate(scorecard.perUnit(
                                    effect.metric(), name, effect.arm().name()))
                            .ifPresent(a -> facts.add(new Block.Fact(
                                    part + " " + a.estimand().unit(),
                                    Numbers.plain(c.value()) + " → " + Numbers.plain(a.value())))));
        }
        return facts;
    }

    private static String told(Effect effect, Estimate e) {
        Measure measure = Measure.of(effect.metric(), e.estimand().scale());
        return measure.signed(e)
                + e.interval().map(i -> " " + brackets(measure, e, i)).orElse("");
    }

    private static String brackets(Measure measure, Estimate estimate, Interval interval) {
        return measure.brackets(estimate, interval);
    }
}
