package covey.study.label;

import java.util.List;
import java.util.Locale;

/**
 * What people have labelled so far, for reading.
 *
 * @param study name of the study
 * @param question what is asked of each item
 * @param progress strata with how far they are
 * @param agreement how far raters agree, for people
 * @param shown names of the columns that a rater sees
 * @param rows drawn items, the first {@value #MOST}
 */
public record SheetPage(
        String study, String question, List<Progress> progress, String agreement, List<String> shown, List<Row> rows) {
    /** Items that are listed. */
    static final int MOST = 500;

    public SheetPage {
        progress = List.copyOf(progress);
        shown = List.copyOf(shown);
        rows = List.copyOf(rows);
    }

    /**
     * How far a stratum is.
     *
     * @param stratum its name
     * @param items items in it
     * @param drawn of which were drawn
     * @param labelled of which have a label
     */
    public record Progress(String stratum, long items, long drawn, long labelled) {}

    /**
     * A drawn item.
     *
     * @param item id
     * @param stratum its stratum
     * @param shown what a rater sees
     * @param labels what raters said; empty text while nobody has
     */
    public record Row(String item, String stratum, List<String> shown, String labels) {
        public Row {
            shown = List.copyOf(shown);
        }
    }

    /** The whole page; nothing on it can be changed. */
    public String html() {
        StringBuilder html = new StringBuilder(LabelSheet.head(study, question));
        long drawn = progress.stream().mapToLong(Progress::drawn).sum();
        long labelled = progress.stream().mapToLong(Progress::labelled).sum();
        html.append("<h2>Progress</h2>\n<p>")
                .append(String.format(Locale.ROOT, "%,d of %,d drawn items have a label.", labelled, drawn))
                .append(drawn == 0 ? " Draw a sheet: covey labels export." : "")
                .append("</p>\n<div class=\"t\"><table>\n<thead><tr><th>stratum</th><th>items</th><th>drawn</th>")
                .append("<th>labelled</th><th>share of drawn</th></tr></thead>\n<tbody>\n");
        for (Progress p : progress) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%s</td></tr>%n",
                    LabelSheet.escaped(p.stratum()),
                    p.items(),
                    p.drawn(),
                    p.labelled(),
                    p.drawn() == 0 ? "–" : String.format(Locale.ROOT, "%.0f%%", 100.0 * p.labelled() / p.drawn())));
        }
        html.append("</tbody>\n</table></div>\n<h2>Agreement of raters</h2>\n<p>")
                .append(LabelSheet.escaped(agreement))
                .append("</p>\n");
        items(html, drawn);
        return html.append("</body>\n</html>\n").toString();
    }

    private void items(StringBuilder html, long drawn) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<h2>Items</h2>\n");
        if (drawn > rows.size()) {
            html.append("<p>The first ")
                    .append(rows.size())
                    .append(" of ")
                    .append(drawn)
                    .append(".</p>\n");
        }
        html.append("<div class=\"t\"><table>\n<thead><tr><th>item</th><th>stratum</th>");
        shown.forEach(c -> html.append("<th>").append(LabelSheet.escaped(c)).append("</th>"));
        html.append("<th>labels</th></tr></thead>\n<tbody>\n");
        for (Row row : rows) {
            html.append("<tr><td>")
                    .append(LabelSheet.escaped(row.item()))
                    .append("</td><td>")
                    .append(LabelSheet.escaped(row.stratum()))
                    .append("</td>");
            row.shown()
                    .forEach(v ->
                            html.append("<td>").append(LabelSheet.escaped(v)).append("</td>"));
            html.append("<td>").append(LabelSheet.escaped(row.labels())).append("</td></tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }
}
