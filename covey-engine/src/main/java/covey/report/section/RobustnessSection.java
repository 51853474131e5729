package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Analyses;
import covey.report.narrative.Measure;
import covey.report.narrative.Numbers;
import covey.report.narrative.SameQueries;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same effects under other arithmetic: without adjustment, with exclusions kept, and so on. */
public final class RobustnessSection implements Section {
    @Override
    public String id() {
        return "robustness";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<String> analyses = new ArrayList<>();
        analyses.add(Scorecard.MAIN);
        analyses.addAll(scorecard.otherAnalyses());
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
                Column.number("p"));
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
            rows.add(row(scorecard, main, analysis, spoken.get()));
        }
        return rows.size() < 2 ? List.of() : rows;
    }

    private static List<Cell> row(Scorecard scorecard, Effect main, String analysis, Estimate estimate) {
        Measure measure = Measure.of(main.metric(), estimate.estimand().scale());
        boolean leads = analysis.equals(Scorecard.MAIN);
        List<String> value = new ArrayList<>(List.of(measure.signed(estimate)));
        boolean other = main.spoken()
                .filter(e -> e.estimand().scale() != estimate.estimand().scale())
                .isPresent();
        if (other && !measure.words().equals(measure.suffix())) {
            // the column is of relative effects: what is not says what it is of
            value.add(measure.words().strip());
        }
        List<String> label = new ArrayList<>();
        label.add(
                leads
                        ? (main.correction().isPresent() ? "uncorrected" : "main") + adjusted(estimate)
                        : Analyses.words(analysis));
        if (leads) {
            reduction(scorecard, main).ifPresent(label::add);
        } else if (analysis.equals("randomization_test")) {
            unadjusted(main, estimate).ifPresent(label::add);
        }
        return List.of(
                leads ? new Cell(List.of(name(scorecard, main)), Tone.STRONG) : Cell.of(""),
                new Cell(label, Tone.NORMAL),
                new Cell(value, Tone.NORMAL),
                Cell.of(estimate.interval()
                        .map(i -> measure.brackets(estimate, i))
                        .orElse("–")),
                Cell.of(p(estimate)));
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
        return estimate.test().map(t -> Measure.p(t, t.pValue())).orElse("–");
    }

    /** A randomisation test that is of another difference than the main one. */
    private static Optional<String> unadjusted(Effect main, Estimate estimate) {
        boolean adjusted = main.decided().filter(e -> !e.adjustedBy().isEmpty()).isPresent();
        return adjusted && estimate.adjustedBy().isEmpty()
                ? Optional.of("of the unadjusted difference")
                : Optional.empty();
    }

    private static Optional<String> reduction(Scorecard scorecard, Effect main) {
        return scorecard
                .property(main.metric(), "variance_reduction", Scale.PROBABILITY, main.arm())
                .map(e -> Numbers.percent(Math.abs(e.value()))
                        + (e.value() < 0 ? " more variance than unadjusted" : " of the variance removed"));
    }
}
