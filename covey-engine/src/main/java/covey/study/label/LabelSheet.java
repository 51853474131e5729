package covey.study.label;

import covey.method.SpecificationException;
import covey.metric.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Items drawn for people to label.
 *
 * @param study name of the study
 * @param question what is asked of each item
 * @param shown names of the columns that a rater sees
 * @param rows drawn items
 * @param strata what was drawn of each stratum, for people
 */
public record LabelSheet(String study, String question, List<String> shown, List<Row> rows, List<String> strata) {
    static final List<String> HEAD = List.of("study", "item", "stratum", "inclusion_probability");
    static final List<String> TAIL = List.of("rater", "label");

    public LabelSheet {
        shown = List.copyOf(shown);
        rows = List.copyOf(rows);
        strata = List.copyOf(strata);
    }

    /**
     * A drawn item.
     *
     * @param item id
     * @param stratum its stratum
     * @param probability its inclusion probability
     * @param shown what a rater sees, empty text for nothing
     */
    public record Row(String item, String stratum, double probability, List<String> shown) {
        public Row {
            shown = List.copyOf(shown);
        }
    }

    /** The sheet as CSV: one row per item, rater and label to be filled in. */
    public String csv() {
        StringBuilder csv = new StringBuilder();
        csv.append(HEAD.stream().collect(Collectors.joining(",", "", ",")));
        shown.forEach(c -> csv.append(field(c)).append(','));
        csv.append(String.join(",", TAIL)).append('\n');
        for (Row row : rows) {
            csv.append(field(study)).append(',').append(field(row.item())).append(',');
            csv.append(field(row.stratum()))
                    .append(',')
                    .append(row.probability())
                    .append(',');
            row.shown().forEach(v -> csv.append(field(v)).append(','));
            csv.append(",\n");
        }
        return csv.toString();
    }

    /** A field as RFC 4180 has it. */
    static String field(String text) {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** The sheet as a page for reading and printing. */
    public String html() {
        StringBuilder html = new StringBuilder(head(study, question)).append("<p>");
        html.append(escaped(rows.size() + " items, drawn at random: " + String.join(", ", strata) + "."));
        html.append("</p>\n<div class=\"t\"><table>\n<thead><tr><th>item</th>");
        shown.forEach(c -> html.append("<th>").append(escaped(c)).append("</th>"));
        html.append("<th>label</th></tr></thead>\n<tbody>\n");
        for (Row row : rows) {
            html.append("<tr><td>").append(escaped(row.item())).append("</td>");
            row.shown().forEach(v -> html.append("<td>").append(escaped(v)).append("</td>"));
            html.append("<td class=\"b\"></td></tr>\n");
        }
        return html.append("</tbody>\n</table></div>\n</body>\n</html>\n").toString();
    }

    /** Head of a page and what is asked. */
    static String head(String study, String question) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + escaped(study)
                + "</title>\n<style>\n"
                + "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}\n"
                + ".t{overflow-x:auto}table{border-collapse:collapse;width:100%}\n"
                + "th,td{border-bottom:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}\n"
                + "td.b{border:1px solid #888;min-width:4rem}\n</style>\n</head>\n<body>\n<h1>"
                + escaped(study) + "</h1>\n<p>" + escaped(question) + "</p>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Writes the sheet as a page when the file's name ends so, else as CSV; an existing file may hold labels and stays. */
    Path write(Path file) {
        boolean page = file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
        try {
            if (Files.exists(file)) {
                throw new SpecificationException(
                        Location.NONE,
                        file + " is there already, and may hold labels",
                        "name another file with --out, or move it away");
            }
            return Files.writeString(file, page ? html() : csv());
        } catch (IOException e) {
            throw new SpecificationException(
                    Location.NONE, file + " cannot be written: " + e.getMessage(), "check the folder");
        }
    }
}
