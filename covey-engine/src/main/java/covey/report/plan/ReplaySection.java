package covey.report.plan;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Numbers;
import covey.report.narrative.PlanNumbers;
import covey.report.scorecard.Scorecard;
import covey.report.section.Section;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Severity;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;

/** The A/A replay: whether the analysis errs as often as it says where nothing was done. */
public final class ReplaySection implements Section {
    @Override
    public String id() {
        return "aa-replay";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        StudyResult result = scorecard.result();
        List<Outcome> replay = new PlanNumbers(result).replay();
        if (replay.isEmpty()) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Outcome outcome : replay) {
            rows.add(row(result, outcome));
        }
        String splits = replay.getFirst().estimand().at().getOrDefault("replays", "");
        return List.of(
                new Block.Heading("A/A replay of the history, " + splits + " splits"),
                new Block.Table(
                        "",
                        List.of(
                                Column.words("Metric"),
                                Column.number("Intervals that hold the truth"),
                                Column.number("99.9% range"),
                                Column.number("p of uniformity"),
                                Column.words("Verdict")),
                        rows));
    }

    private static List<Cell> row(StudyResult result, Outcome outcome) {
        String metric = outcome.estimand().metric();
        String arm = outcome.estimand().arm();
        String label = result.metric(metric).map(m -> m.label()).orElse(metric);
        boolean alone = new PlanNumbers(result)
                        .replay().stream()
                                .filter(o -> o.estimand().metric().equals(metric))
                                .map(o -> o.estimand().arm())
                                .distinct()
                                .count()
                == 1;
        Cell name = new Cell(List.of(alone ? label : label + " · " + arm), Tone.STRONG);
        return switch (outcome) {
            case NotEstimable missing ->
                List.of(name, Cell.of("–"), Cell.of("–"), Cell.of("–"), Cell.of(missing.message()));
            case Estimate e -> {
                boolean sound = result.diagnostics().stream()
                        .filter(d -> d.check().equals("aa_replay")
                                && d.metric().equals(metric)
                                && d.values().getOrDefault("arm", arm).equals(arm))
                        .map(Diagnostic::severity)
                        .allMatch(s -> s == Severity.PASS);
                yield List.of(
                        name,
                        Cell.of(Numbers.percent(e.value())),
                        Cell.of(e.interval()
                                .map(i -> Numbers.percent(i.lower()) + " to " + Numbers.percent(i.upper()))
                                .orElse("–")),
                        Cell.of(e.test().map(t -> Numbers.p(t.pValue())).orElse("–")),
                        sound
                                ? new Cell(List.of("✓ errs as it says"), Tone.GOOD)
                                : new Cell(List.of("! does not err as it says"), Tone.CARE));
            }
        };
    }
}
