package covey.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.Golden;
import covey.report.SampleResults;
import org.junit.jupiter.api.Test;

class MarkdownScorecardTest {
    @Test
    void isAsRecorded() {
        Golden.check("clean_win.md", MarkdownScorecard.render(SampleResults.cleanWin()));
    }

    @Test
    void hostileTextsStayText() {
        String markdown = MarkdownScorecard.render(SampleResults.hostile("<script>x</script> | @team [a](b) `c`\n# h"));
        String outside = markdown.replaceAll("(?s)```.*?```", "");
        assertThat(outside)
                .doesNotContain("<script>")
                .doesNotContain("@team")
                .doesNotContain("[a](b)")
                .doesNotContain("\n# h");
        assertThat(outside.lines().filter(l -> l.startsWith("| ")))
                .allSatisfy(l -> assertThat(l.replace("\\|", "")).endsWith(" |"));
    }

    @Test
    void aFenceCannotBeClosedFromInside() {
        String markdown = MarkdownScorecard.render(SampleResults.hostile("```\n<b>out</b>"));
        assertThat(markdown).contains("````yaml\n```\n<b>out</b>\n````");
    }
}
