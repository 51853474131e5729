package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Measure;
import covey.report.narrative.Monitored;
import covey.report.narrative.Numbers;
import covey.report.narrative.SameQueries;
import covey.report.narrative.Words;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same effects under other arithmetic: without adjustment, with exclusions kept, and so on. */
public final class RobustnessSection implements Section {
    private static final Map<String, String> WORDS = Map.of(
            "stopped", "corrected for stopping, median-unbiased",
            "bias_adjusted", "corrected for stopping, bias-adjusted",
            "overrun", "corrected for stopping, with the data since",
            "permutation", "permutation of units",
            "bootstrap", "bootstrap of units",
            "tukey", "all pairs of systems (Tukey)",
            "unjudged_worst_case", "unjudged relevant where it favours the reference",
            "unjudged_best_case", "unjudged relevant where it favours the other");

    @Override
    public String id() {
        return "robustness";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<String> analyses = new ArrayList<>();
        analyses.add(Scorecard.MAIN);
        boolean running = Monitored.running(scorecard.result());
        // what a single look would say is no number to decide by before the end
        scorecard.otherAnalyses().stream()
                .filter(a -> !(running && a.equals("fixed")))
                .forEach(analyses::add);
        if (analyses.size() == 1) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (Effect effect : scorecard.effects(metric)) {
                rows.addAll(rows(scorecard, effect, analyses));
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Column> columns = List.of(
                Column.words("Metric"),
                Column.words("Analysis"),
                Column.number(SameQueries.of(scorecard.result()) ? "Difference" : "Effect"),
                Column.number("Interval"),
                Column.number(SameQueries.of(scorecard.result()) ? "p" : "Variance removed"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Under other arithmetic"));
        blocks.addAll(NotForUse.line(scorecard));
        blocks.add(new Block.Table("", columns, rows));
        return blocks;
    }

    private static List<List<Cell>> rows(Scorecard scorecard, Effect main, List<String> analyses) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String analysis : analyses) {
            Optional<Estimate> spoken = scorecard.effects(main.metric(), analysis, "").stream()
                    .filter(e -> e.arm().equals(main.arm()))
                    .findFirst()
                    .flatMap(Effect::spoken);
            if (spoken.isEmpty()) {
                continue;
            }
            Estimate estimate = spoken.get();
            Measure measure = Measure.of(main.metric(), estimate.estimand().scale());
            boolean leads = analysis.equals(Scorecard.MAIN);
            rows.add(List.of(
                    leads ? new Cell(List.of(name(scorecard, main)), Tone.STRONG) : Cell.of(""),
                    Cell.of(
                            leads
                                    ? (main.correction().isPresent() ? "uncorrected" : "main") + adjusted(estimate)
                                    : WORDS.getOrDefault(analysis, Words.spaced(analysis))),
                    Cell.of(measure.signed(estimate)),
                    Cell.of(estimate.interval()
                            .map(i -> measure.brackets(estimate, i))
                            .orElse("–")),
                    Cell.of(
                            SameQueries.of(scorecard.result())
                                    ? p(estimate)
                                    : leads ? reduction(scorecard, main) : "")));
        }
        return rows.size() < 2 ? List.of() : rows;
    }

    private static String name(Scorecard scorecard, Effect effect) {
        String label = effect.metric().label();
        return scorecard.treatments().size() == 1
                ? label
                : label + " · " + effect.arm().name();
    }

    private static String adjusted(Estimate estimate) {
        return estimate.adjustedBy().isEmpty() ? "" : " (" + estimate.adjustedBy() + ")";
    }

    private static String p(Estimate estimate) {
        return estimate.test().map(t -> Measure.p(t, t.pValue())).orElse("");
    }

    private static String reduction(Scorecard scorecard, Effect main) {
        return scorecard
                .property(main.metric(), "variance_reduction", Scale.PROBABILITY, main.arm())
                .map(e -> Numbers.percent(e.value()))
                .orElse("");
    }
}
