package covey.cli;

import covey.cli.console.Console;
import covey.report.LongTable;
import covey.report.html.HtmlScorecard;
import covey.report.json.ResultJson;
import covey.report.markdown.MarkdownScorecard;
import covey.report.narrative.Headline;
import covey.report.narrative.Numbers;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.scorecard.Scorecard;
import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.MetricInfo;
import covey.result.StudyResult;

/** The renderers that the verbs use, each by one name. */
final class Rendering {
    private Rendering() {}

    /** The scorecard for a terminal, coloured where the console is. */
    static String table(StudyResult result, Console console) {
        return TextScorecard.render(result, console.outHasColour() ? Colour.ANSI : Colour.PLAIN);
    }

    /** The one sentence that leads the scorecard. */
    static String headline(StudyResult result) {
        return new Headline(Scorecard.of(result)).text();
    }

    /** The result without loss. */
    static String json(StudyResult result) {
        return ResultJson.write(result);
    }

    /** The long schema as CSV. */
    static String csv(StudyResult result) {
        return LongTable.csv(LongTable.rows(result));
    }

    /** The scorecard as Markdown. */
    static String markdown(StudyResult result) {
        return MarkdownScorecard.render(result);
    }

    /** The self-contained page. */
    static String html(StudyResult result) {
        return HtmlScorecard.render(result);
    }

    /** A number for a table, at most three significant digits. */
    static String number(double value) {
        return Double.isInfinite(value) ? "open" : Numbers.plain(value);
    }

    /** Whether harm to a guardrail is shown: its whole interval lies beyond the margin, or it got worse. */
    static boolean guardrailHarmed(StudyResult result) {
        Scorecard scorecard = Scorecard.of(result);
        Readings readings = new Readings(scorecard);
        return scorecard.effects(MetricInfo.Role.GUARDRAIL).stream()
                .map(readings::of)
                .anyMatch(Rendering::isHarm);
    }

    private static boolean isHarm(Reading reading) {
        return reading == Reading.MARGIN_CROSSED || reading == Reading.WORSE;
    }
}
