package covey.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.Golden;
import covey.report.SampleResults;
import covey.result.StudyResult;
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
