package covey.report.section;

import covey.report.block.Block.Column;
import covey.report.block.Block.Table;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Counted;
import covey.report.narrative.Measure;
import covey.report.narrative.Monitored;
import covey.report.narrative.Numbers;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.narrative.SameQueries;
import covey.report.narrative.Sentences;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of effects: a row for each metric and arm, level and difference and relative effect beside each other. */
final class EffectTable {
    private static final String EARLY = ">0.5";

    private final Scorecard scorecard;
    private final Readings readings;
    private final boolean oneArm;
    private final List<ArmInfo> treatments;

    EffectTable(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.readings = new Readings(scorecard);
        this.treatments = scorecard.treatments();
        this.oneArm = treatments.size() == 1;
    }

    /** The table of these effects. */
    Table of(String first, List<Effect> effects) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words(first));
        if (oneArm) {
            columns.add(Column.number(
                    scorecard.result().control().map(ArmInfo::name).orElse("control")));
            columns.add(Column.number(treatments.get(0).name()));
        } else {
            boolean same = SameQueries.of(scorecard.result());
            columns.add(Column.words(same ? "System" : "Arm"));
            columns.add(Column.number(same ? SameQueries.reference(scorecard.result()) : "Control"));
            columns.add(Column.number("Level"));
        }
        columns.add(Column.number("Difference"));
        columns.add(Column.number("Relative"));
        columns.add(Column.number("p"));
        if (!scorecard.result().invalidated()) {
            columns.add(Column.words("Reading"));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Effect effect : effects) {
            rows.add(row(effect));
            effect.correction().map(c -> uncorrected(c.main())).ifPresent(rows::add);
            rows.addAll(perUnit(effect));
        }
        return new Table(caption(effects), columns, rows);
    }

    private List<Cell> row(Effect effect) {
        List<Cell> cells = new ArrayList<>();
        cells.add(name(effect));
        if (!oneArm) {
            cells.add(Cell.of(effect.arm().name()));
        }
        cells.add(level(effect, effect.controlLevel()));
        cells.add(level(effect, effect.level()));
        cells.add(effect(effect, effect.difference()));
        cells.add(effect(effect, effect.relative()));
        cells.add(p(effect));
        if (!scorecard.result().invalidated()) {
            Reading reading = readings.of(effect);
            cells.add(new Cell(List.of(reading.sign() + " " + reading.word()), tone(reading)));
        }
        return cells;
    }

    /** What the main analysis says, which the correction for stopping takes the place of. */
    private List<Cell> uncorrected(Effect main) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(List.of("· uncorrected"), Tone.MUTED));
        if (!oneArm) {
            cells.add(Cell.of(""));
        }
        cells.add(Cell.of(""));
        cells.add(Cell.of(""));
        for (Cell cell : List.of(effect(main, main.difference()), effect(main, main.relative()), p(main))) {
            cells.add(new Cell(cell.lines(), Tone.MUTED));
        }
        if (!scorecard.result().invalidated()) {
            cells.add(Cell.of(""));
        }
        return cells;
    }

    private Cell name(Effect effect) {
        List<String> lines = new ArrayList<>();
        lines.add(effect.segment().isEmpty() ? effect.metric().label() : effect.segment());
        String margin = Sentences.margin(effect.metric());
        if (!margin.isEmpty() && effect.segment().isEmpty()) {
            lines.add("margin " + margin);
        }
        Monitored.correction(scorecard.result(), effect).ifPresent(lines::add);
        effect.spoken().ifPresent(e -> lines.add(Counted.n(scorecard.result(), effect, e.n())));
        return new Cell(lines, Tone.STRONG);
    }

    private static Cell level(Effect effect, Optional<Outcome> level) {
        Measure measure = Measure.of(effect.metric(), Scale.LEVEL);
        return Effect.estimate(level)
                .map(e -> Cell.of(measure.plain(e.value())))
                .orElseGet(() -> new Cell(List.of("–"), Tone.MUTED));
    }

    private static Cell effect(Effect effect, Optional<Outcome> outcome) {
        Optional<Estimate> estimate = Effect.estimate(outcome);
        if (estimate.isEmpty()) {
            return new Cell(List.of(outcome.isPresent() ? "no number" : "–"), Tone.MUTED);
        }
        Measure measure = Measure.of(effect.metric(), estimate.get().estimand().scale());
        String value = measure.signed(estimate.get());
        return estimate.get()
                .interval()
                .map(i -> Cell.of(value, measure.brackets(estimate.get(), i)))
                .orElseGet(() -> Cell.of(value));
    }

    private static Cell p(Effect effect) {
        return Effect.estimate(effect.difference())
                .or(effect::spoken)
                .flatMap(Estimate::test)
                .map(t -> t.adjusted()
                        .map(a -> Cell.of(Measure.p(t, t.pValue()), "adj. " + Measure.p(t, a.value())))
                        .orElseGet(() -> Cell.of(Measure.p(t, t.pValue()))))
                .orElseGet(() -> new Cell(List.of("–"), Tone.MUTED));
    }

    private List<List<Cell>> perUnit(Effect effect) {
        List<List<Cell>> rows = new ArrayList<>();
        if (!effect.segment().isEmpty()) {
            return rows;
        }
        String control = effect.reference()
                .orElseGet(() -> scorecard.result().control().map(ArmInfo::name).orElse(""));
        for (String part : List.of("numerator", "denominator")) {
            MetricInfo metric = effect.metric();
            Optional<Outcome> arm =
                    scorecard.perUnit(metric, part + "_per_unit", effect.arm().name());
            Optional<Outcome> reference = scorecard.perUnit(metric, part + "_per_unit", control);
            if (arm.isEmpty() && reference.isEmpty()) {
                continue;
            }
            List<Cell> cells = new ArrayList<>();
            String per = arm.or(() -> reference)
                    .map(o -> o.estimand().unit())
                    .filter(u -> u.startsWith("per "))
                    .orElseGet(() -> "per " + scorecard.result().study().unit());
            cells.add(new Cell(List.of("· " + part + " " + per), Tone.MUTED));
            if (!oneArm) {
                cells.add(Cell.of(""));
            }
            cells.add(partLevel(reference));
            cells.add(partLevel(arm));
            int rest = scorecard.result().invalidated() ? 3 : 4;
            for (int i = 0; i < rest; i++) {
                cells.add(Cell.of(""));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static Cell partLevel(Optional<Outcome> outcome) {
        return new Cell(
                List.of(Effect.estimate(outcome)
                        .map(e -> Numbers.plain(e.value()))
                        .orElse("–")),
                Tone.MUTED);
    }

    /** Names what the brackets are; a table without it could not be read. */
    private static String caption(List<Effect> effects) {
        Set<String> intervals = new LinkedHashSet<>();
        Set<String> families = new LinkedHashSet<>();
        for (Effect effect : effects) {
            for (Optional<Outcome> outcome : List.of(effect.difference(), effect.relative())) {
                Effect.estimate(outcome)
                        .flatMap(Estimate::interval)
                        .map(EffectTable::intervalName)
                        .ifPresent(intervals::add);
            }
            Effect.estimate(effect.difference())
                    .or(effect::spoken)
                    .flatMap(Estimate::test)
                    .flatMap(t -> t.adjusted())
                    .map(EffectTable::family)
                    .ifPresent(families::add);
        }
        String brackets = intervals.isEmpty() ? "" : "In brackets: " + String.join("; ", intervals) + ". ";
        String adjusted = families.isEmpty() ? "" : "adj. = adjusted p, " + String.join("; ", families) + ". ";
        String early = effects.stream().anyMatch(e -> p(e).lines().contains(EARLY))
                ? "p " + EARLY + ": at so early a look this cannot decide yet, whatever the effect. "
                : "";
        return (brackets + adjusted + early + levels(effects) + "pp = percentage points.").strip();
    }

    /** Says so where levels differ by something else than the difference beside them, or are made to. */
    private static String levels(List<Effect> effects) {
        if (effects.stream().anyMatch(e -> e.correction().isPresent())) {
            return "Levels are as measured, differences corrected for stopping. ";
        }
        if (effects.stream().anyMatch(EffectTable::apart)) {
            return "Levels are as measured, differences adjusted. ";
        }
        boolean adjusted = effects.stream()
                .flatMap(e -> Effect.estimate(e.level()).stream())
                .anyMatch(l -> !l.adjustedBy().isEmpty());
        return adjusted ? "Levels are adjusted as the differences are. " : "";
    }

    private static boolean apart(Effect effect) {
        Optional<Estimate> difference = Effect.estimate(effect.difference());
        Optional<Estimate> control = Effect.estimate(effect.controlLevel());
        Optional<Estimate> level = Effect.estimate(effect.level());
        if (difference.isEmpty() || control.isEmpty() || level.isEmpty()) {
            return false;
        }
        double gap = level.get().value() - control.get().value();
        double largest = Math.max(Math.abs(level.get().value()), Math.abs(gap));
        return !difference.get().adjustedBy().isEmpty()
                && Math.abs(gap - difference.get().value()) > 1e-9 * largest;
    }

    private static String intervalName(Interval i) {
        return Numbers.level(i.level()) + " intervals, " + Measure.coverage(i.coverage());
    }

    private static String family(AdjustedPValue adjusted) {
        return adjusted.procedure() + " over " + adjusted.family();
    }

    static Tone tone(Reading reading) {
        return switch (reading.mood()) {
            case GOOD -> Tone.GOOD;
            case BAD -> Tone.BAD;
            case CARE -> Tone.CARE;
            case NEUTRAL -> Tone.NORMAL;
        };
    }

    /** What a missing number says in place of itself. */
    static String missing(Optional<Outcome> outcome) {
        return outcome.filter(NotEstimable.class::isInstance)
                .map(o -> ((NotEstimable) o).message())
                .orElse("");
    }
}
