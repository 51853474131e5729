package covey.report.html;

import covey.report.Sections;
import covey.report.block.Block;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The scorecard as one HTML file that fetches nothing: style, scripts and charts are inside, and a content security
 * policy allows these by their hash and nothing else. The charts' libraries are left out when there is no chart.
 */
public final class HtmlScorecard {
    private HtmlScorecard() {}

    /** The page of a result. */
    public static String render(StudyResult result) {
        List<Sections.Part> parts = Sections.parts(result);
        boolean charts = parts.stream().anyMatch(p -> p.blocks().stream().anyMatch(Block.Figure.class::isInstance));
        List<String> scripts = new ArrayList<>();
        if (charts) {
            Assets.LIBRARIES.forEach(name -> scripts.add(Assets.text(name)));
            scripts.add(Assets.text("page.js"));
        }
        String style = Assets.text("page.css");
        String body = parts.stream().map(HtmlScorecard::section).collect(Collectors.joining("\n"));
        String title = Html.text(result.study().label()).markup();
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="generator" content="Covey %s">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                %s
                </body>
                </html>
                """.formatted(
                        policy(style, scripts),
                        Html.text(result.provenance().codeVersion()).markup(),
                        title,
                        style,
                        body,
                        scripts.stream().map(s -> "<script>" + s + "</script>").collect(Collectors.joining("\n")));
    }

    private static String policy(String style, List<String> scripts) {
        String hashes = scripts.stream().map(Assets::hash).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + (hashes.isEmpty() ? "'none'" : hashes) + "; style-src "
                + Assets.hash(style) + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String section(Sections.Part part) {
        BlockHtml blocks = new BlockHtml();
        String inside = part.blocks().stream().map(b -> blocks.of(b).markup()).collect(Collectors.joining("\n"));
        return "<section id=\"" + Html.text(part.id()).markup() + "\">\n" + inside + "\n</section>";
    }
}
