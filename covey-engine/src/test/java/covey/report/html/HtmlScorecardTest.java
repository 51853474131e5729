package covey.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.SampleResults;
import covey.result.StudyResult;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlScorecardTest {
    static final String HOSTILE =
            "<script>alert('x')</script></style></script><img src=x onerror=\"alert(1)\"> \"q\" 'r' & 🐦 <!-- \u0000 ]]>";

    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

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
    void fetchesNothing(StudyResult result) {
        String markup = markup(HtmlScorecard.render(result));
        assertThat(names(markup))
                .doesNotContainPattern("<[^>]*\\s(src|href|srcset|action|poster|data)\\s*=")
                .doesNotContainPattern("url\\(|@import|<link|<base|<iframe|<object|<embed");
    }

    @ParameterizedTest
    @MethodSource("results")
    void policyHoldsTheHashOfEveryScriptAndStyle(StudyResult result) throws GeneralSecurityException {
        String page = HtmlScorecard.render(result);
        String policy = find("Content-Security-Policy\" content=\"([^\"]*)\"", page);
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
        List<String> scripts =
                SCRIPT.matcher(page).results().map(m -> m.group(1)).toList();
        assertThat(scripts).hasSize(4);
        for (String script : scripts) {
            assertThat(policy).contains("script-src").contains(sha(script));
        }
        assertThat(policy).contains("style-src 'sha256-" + sha(find("(?s)<style>(.*?)</style>", page)) + "'");
        assertThat(Pattern.compile("sha256-").matcher(policy).results()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("results")
    void nothingIsInline(StudyResult result) {
        assertThat(names(markup(HtmlScorecard.render(result))))
                .doesNotContainPattern("<[a-z][^>]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("<[a-z][^>]*\\sstyle\\s*=")
                .doesNotContain("javascript:");
    }

    @Test
    void hostileTextsStayText() {
        String markup = markup(HtmlScorecard.render(SampleResults.hostile(HOSTILE)));
        assertThat(markup)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("\u0000")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("🐦");
        String data = find("(?s)<script type=\"application/json\"[^>]*>(.*?)</script>", markup);
        assertThat(data).doesNotContain("<").contains("\\u003cscript\\u003e");
    }

    @Test
    void showsEveryPart() {
        String markup = markup(HtmlScorecard.render(SampleResults.withMissing()));
        assertThat(markup)
                .contains("Direction open")
                .contains("id=\"trust\"")
                .contains("Missing numbers")
                .contains("zero_baseline")
                .contains("its denominator moved too")
                .contains("SELECT user_id")
                .contains("type: ratio")
                .contains("analysis.adjustment")
                .contains("new_ranker@2026-03-30T02-9b1c3a5e");
    }

    @Test
    void aFailedGateForbidsEveryVerdict() {
        String markup = markup(HtmlScorecard.render(SampleResults.srm()));
        assertThat(markup)
                .contains("Cannot conclude")
                .contains("must not be used")
                .doesNotContainPattern("\\b(better|worse|raised|lowered)\\b[^a-z]*<");
    }

    private static String markup(String page) {
        return STYLE.matcher(SCRIPT.matcher(page).replaceAll("<script></script>"))
                .replaceAll("<style></style>");
    }

    /** The markup without the values of its attributes: texts are escaped, so that a quote only ever ends a value. */
    private static String names(String markup) {
        return markup.replaceAll("(?s)<script type=\"application/json\".*?</script>", "")
                .replaceAll("\"[^\"]*\"", "\"\"");
    }

    private static String find(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String sha(String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
