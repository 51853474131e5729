package covey.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.Golden;
import covey.report.SampleResults;
import covey.report.markdown.MarkdownScorecard;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextScorecardTest {
    private static final String HOSTILE = "\u001b[2J\u001b]0;x\u0007 界面界面界面 🐦 </script> " + "long".repeat(60);

    static Stream<StudyResult> results() {
        return Stream.of(
                SampleResults.cleanWin(),
                SampleResults.srm(),
                SampleResults.withMissing(),
                SampleResults.threeArms(),
                SampleResults.hostile(HOSTILE));
    }

    @ParameterizedTest
    @MethodSource("results")
    void fitsHundredColumns(StudyResult result) {
        String text = TextScorecard.render(result, Colour.PLAIN);
        assertThat(text.lines()).allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(100));
        assertThat(text).doesNotContain("\u001b").doesNotContain("\u0007");
    }

    @ParameterizedTest
    @MethodSource("results")
    void colourChangesNothingButColour(StudyResult result) {
        String coloured = TextScorecard.render(result, Colour.ANSI);
        assertThat(coloured).contains("\u001b[1m");
        String stripped = coloured.replaceAll("\u001b\\[[0-9]*m", "");
        assertThat(stripped.lines().map(String::stripTrailing).toList())
                .isEqualTo(TextScorecard.render(result, Colour.PLAIN).lines().toList());
    }

    @Test
    void isAsRecorded() {
        Golden.check("clean_win.txt", TextScorecard.render(SampleResults.cleanWin(), Colour.PLAIN));
        Golden.check("srm.txt", TextScorecard.render(SampleResults.srm(), Colour.PLAIN));
        Golden.check("with_missing.txt", TextScorecard.render(SampleResults.withMissing(), Colour.PLAIN));
        Golden.check("three_arms.txt", TextScorecard.render(SampleResults.threeArms(), Colour.PLAIN));
    }

    @Test
    void wordsAreBrokenWhereTheyMayBe() {
        assertThat(Width.wrap("ranker=dwell denominator", 11)).containsExactly("ranker=", "dwell", "denominator");
        assertThat(Width.longest("Click-through rate")).isEqualTo(7);
        assertThat(Width.longest("• direction open")).isEqualTo(11);
        String threeArms = TextScorecard.render(SampleResults.threeArms(), Colour.PLAIN);
        assertThat(threeArms).doesNotContainPattern("(?m)•$");
    }

    /** A terminal is no place for every segment of every metric; what is left out is named with the way to it. */
    @Test
    void theFirstSegmentsArePrintedAndTheOthersNamed() {
        String text = TextScorecard.render(SampleResults.manySegments(15), Colour.PLAIN);
        assertThat(text)
                .contains("Clicks by segment\n")
                .doesNotContain("Revenue by segment\n")
                .contains("1 more table (Revenue by segment): covey show new_ranker --format markdown");
        assertThat(MarkdownScorecard.render(SampleResults.manySegments(15))).contains("Revenue by segment");
        assertThat(TextScorecard.render(SampleResults.manySegments(3), Colour.PLAIN))
                .contains("Revenue by segment\n")
                .doesNotContain("more table");
    }

    @Test
    void aCheckThatWarnsIsNotAmongThosePassed() {
        StudyResult clean = SampleResults.cleanWin();
        List<Diagnostic> checks = new ArrayList<>(clean.diagnostics());
        checks.add(new Diagnostic(
                "sample_ratio", Severity.WARNING, "", "slightly off", List.of(), "", java.util.Map.of(), ""));
        String text = TextScorecard.render(
                new StudyResult(
                        clean.schemaVersion(),
                        clean.run(),
                        clean.study(),
                        clean.outcomes(),
                        checks,
                        clean.provenance()),
                Colour.PLAIN);
        assertThat(text.substring(text.indexOf("✓ Passed:"), text.indexOf("METHOD")))
                .doesNotContain("Sample ratio,")
                .contains("Joins");
    }

    @Test
    void aFailedGateForbidsEveryVerdict() {
        String text = TextScorecard.render(SampleResults.srm(), Colour.PLAIN);
        assertThat(text)
                .contains("Cannot conclude")
                .contains("must not be used")
                .contains("+1.93%")
                .contains("A trust check failed: these numbers");
        assertThat(text.replace("ship when primary better and guardrails within margin", ""))
                .doesNotContainPattern("\\b(better|worse|raised|lowered|within)\\b");
        assertThat(text.indexOf("Cannot conclude")).isLessThan(text.indexOf("+1.93%"));
    }
}
