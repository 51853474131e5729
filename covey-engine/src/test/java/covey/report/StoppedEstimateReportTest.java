package covey.report;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.block.Block;
import covey.report.block.Cell;
import covey.report.narrative.Headline;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.narrative.Sentences;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.report.section.PrimarySection;
import covey.report.section.RobustnessSection;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A clear win that a look has stopped: what leads is corrected for the stop, and what is not corrected stands below. */
class StoppedEstimateReportTest {
    private static StudyResult result(int look, int decided, String... analyses) {
        StudyResult plain = SampleResults.cleanWin();
        List<Outcome> outcomes = new ArrayList<>(plain.outcomes());
        for (String analysis : analyses) {
            outcomes.add(row(analysis, Scale.DIFFERENCE, 0.0451, 0.0159, 0.0742));
            outcomes.add(row(analysis, Scale.RELATIVE_DIFFERENCE, 0.017, 0.006, 0.028));
        }
        List<Diagnostic> diagnostics = new ArrayList<>(plain.diagnostics());
        diagnostics.add(new Diagnostic(
                "monitoring",
                Severity.NOTE,
                "clicks",
                "clicks, arm dwell: stop",
                List.of(),
                "",
                Map.of(
                        "arm",
                        "dwell",
                        "z",
                        "3.3",
                        "look",
                        String.valueOf(look),
                        "decided_at_look",
                        String.valueOf(decided),
                        "last",
                        decided > 0 ? "INTERIM" : "FINAL",
                        "clock",
                        "0.54",
                        "recommendation",
                        decided > 0 ? "stop_for_efficacy" : "ended"),
                ""));
        return new StudyResult(
                StudyResult.SCHEMA_VERSION, plain.run(), plain.study(), outcomes, diagnostics, plain.provenance());
    }

    private static Outcome row(String analysis, Scale scale, double value, double low, double high) {
        return new Estimate(
                new Estimand(analysis, "clicks", "ate", scale, "dwell", "control", "", Map.of(), "clicks per user"),
                value,
                OptionalDouble.empty(),
                Optional.of(new Interval(low, high, 0.95, Coverage.POINTWISE, "stage-wise ordering")),
                Optional.of(new covey.result.Test("stage-wise", 3.3, OptionalDouble.empty(), 0.4, Optional.empty())),
                20_000,
                "");
    }

    private static List<String> firstColumn(Block.Table table) {
        return table.rows().stream()
                .map(r -> String.join(" / ", r.getFirst().lines()))
                .toList();
    }

    @Test
    void theCorrectedEstimateLeadsAndSaysOfWhichLook() {
        Scorecard scorecard = Scorecard.of(result(4, 4, "stopped"));
        String words = "by 1.70% (95% interval +0.60% to +2.80%; corrected for stopping at look 4)";
        assertThat(new Headline(scorecard).text()).startsWith("dwell raised Clicks " + words);
        Effect effect = scorecard
                .effects(scorecard.result().study().metrics().getFirst())
                .getFirst();
        assertThat(new Sentences(scorecard).of(effect)).contains(words).contains("that is 0.0451 clicks per user");
        Block.Cards cards = (Block.Cards) new PrimarySection().blocks(scorecard).getLast();
        assertThat(cards.cards().getFirst().figure()).isEqualTo("+1.70%");
        assertThat(cards.cards().getFirst().facts())
                .anyMatch(f -> f.name().equals("Uncorrected") && f.value().startsWith("+1.93%"));
        assertThat(firstColumn(cards.table()))
                .containsExactly("Clicks / corrected for stopping at look 4 / 20,000 users", "· uncorrected");
        List<Cell> uncorrected = cards.table().rows().get(1);
        assertThat(uncorrected).anyMatch(c -> c.lines().contains("+1.93%"));
    }

    @Test
    void dataAfterTheStopAreInTheEstimateThatLeadsAndSaidToBe() {
        String headline = new Headline(Scorecard.of(result(7, 4, "stopped", "overrun"))).text();
        assertThat(headline).contains("corrected for stopping at look 4, with the data until look 7");
        // the end of the plan is a stop like another
        assertThat(new Headline(Scorecard.of(result(14, 0, "stopped"))).text())
                .contains("corrected for stopping at look 14");
    }

    @Test
    void theCorrectionMovesNoVerdict() {
        Scorecard scorecard = Scorecard.of(result(4, 4, "stopped"));
        Effect effect = scorecard
                .effects(scorecard.result().study().metrics().getFirst())
                .getFirst();
        // the stage-wise p-value is made to disagree: the rule of the looks decides
        assertThat(new Readings(scorecard).of(effect)).isEqualTo(Reading.BETTER);
        List<Block> blocks = new RobustnessSection().blocks(scorecard);
        Block.Table table = (Block.Table) blocks.getLast();
        assertThat(table.rows())
                .extracting(r -> r.get(1).lines().getFirst())
                .contains("corrected for stopping, median-unbiased")
                .anyMatch(name -> name.startsWith("uncorrected"));
    }

    @Test
    void betweenLooksNothingIsCorrected() {
        assertThat(new Headline(Scorecard.of(result(3, 0))).text()).doesNotContain("corrected");
    }
}
