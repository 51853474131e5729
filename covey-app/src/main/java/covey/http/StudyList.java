package covey.http;

import java.util.List;

/** The page that lists the studies. */
final class StudyList {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Covey: studies</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; }
            ul { list-style: none; padding: 0; }
            li { border-top: 1px solid #8886; padding: .8rem 0; }
            a { font-weight: 600; }
            p { margin: .2rem 0 0; }
            .small { opacity: .75; font-size: .875rem; }
            </style></head><body><main><h1>Studies</h1>
            """;

    private StudyList() {}

    /** The whole page. */
    static String html(List<StudyLine> studies) {
        StringBuilder page = new StringBuilder(HEAD);
        if (studies.isEmpty()) {
            page.append("<p>The project declares no study yet.</p>");
        }
        page.append("<ul>\n");
        studies.forEach(study -> append(page, study));
        return page.append("</ul></main></body></html>\n").toString();
    }

    private static void append(StringBuilder page, StudyLine study) {
        String title = escaped(study.label().isEmpty() ? study.name() : study.label());
        String small = escaped(study.name() + " · " + study.detail());
        page.append("<li>");
        if (study.latest().isEmpty()) {
            page.append(title).append("<p>Not run yet: <code>covey run ").append(escaped(study.name()));
            page.append("</code></p><p class=\"small\">").append(small).append("</p>");
        } else {
            StudyLine.Latest latest = study.latest().get();
            page.append("<a href=\"")
                    .append(escaped(study.page()))
                    .append("\">")
                    .append(title)
                    .append("</a>");
            page.append("<p>").append(escaped(latest.headline())).append("</p>");
            page.append("<p class=\"small\">").append(small).append("</p>");
        }
        for (StudyLine.Plan plan : study.plans()) {
            page.append("<p class=\"small\"><a href=\"")
                    .append(escaped(plan.page()))
                    .append("\">");
            page.append(escaped(plan.title()))
                    .append("</a>: ")
                    .append(escaped(plan.headline()))
                    .append("</p>");
        }
        page.append("</li>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
