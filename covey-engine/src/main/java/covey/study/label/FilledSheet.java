package covey.study.label;

import covey.assignment.log.CsvRecords;
import covey.method.SpecificationException;
import covey.metric.Location;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A sheet that came back from a rater. Columns {@code study}, {@code item}, {@code rater} and {@code label} are read, in any order;
 * a row without a label is an item that was drawn and not labelled.
 *
 * @param file where it was read
 * @param study study that it is of
 * @param rows its rows
 */
record FilledSheet(Path file, String study, List<Row> rows) {
    private static final Set<String> RIGHT = Set.of("1", "true", "yes");
    private static final Set<String> WRONG = Set.of("0", "false", "no");

    FilledSheet {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param line number of the record in the file, the header being 1
     * @param item id of the item
     * @param rater who labelled; empty only without a label
     * @param label a number; empty for none
     */
    record Row(int line, String item, String rater, String label) {}

    static FilledSheet read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            CsvRecords records = new CsvRecords(reader);
            List<String> header = records.next() ? List.copyOf(records.fields()) : List.of();
            int[] at = new int[4];
            List<String> needed = List.of("study", "item", "rater", "label");
            for (int i = 0; i < 4; i++) {
                at[i] = header.indexOf(needed.get(i));
                if (at[i] < 0) {
                    throw refused(
                            file,
                            1,
                            "there is no column '" + needed.get(i) + "'",
                            "fill in a sheet of covey labels export");
                }
            }
            List<Row> rows = new ArrayList<>();
            Set<String> studies = new HashSet<>();
            Set<List<String>> seen = new HashSet<>();
            for (int line = 2; records.next(); line++) {
                List<String> f = records.fields();
                if (f.size() != header.size()) {
                    throw refused(
                            file, line, f.size() + " fields where the header has " + header.size(), "quote commas");
                }
                studies.add(f.get(at[0]));
                Row row = new Row(line, f.get(at[1]), f.get(at[2]).strip(), label(file, line, f.get(at[3])));
                check(file, row, seen);
                rows.add(row);
            }
            if (studies.size() != 1) {
                throw refused(
                        file,
                        2,
                        studies.isEmpty() ? "there is no row" : "rows of several studies",
                        "one sheet per study");
            }
            return new FilledSheet(file, studies.iterator().next(), rows);
        } catch (IOException e) {
            throw new SpecificationException(
                    Location.NONE, file + " cannot be read: " + e.getMessage(), "check the path");
        }
    }

    private static void check(Path file, Row row, Set<List<String>> seen) {
        if (row.item().isBlank()) {
            throw refused(file, row.line(), "no item", "leave the sheet's own columns as they are");
        }
        if (!row.label().isEmpty() && row.rater().isEmpty()) {
            throw refused(file, row.line(), "a label without a rater", "write who labelled into column rater");
        }
        if (!seen.add(List.of(row.item(), row.rater()))) {
            throw refused(
                    file,
                    row.line(),
                    "item '" + row.item() + "' stands twice for rater '" + row.rater() + "'",
                    "keep one");
        }
    }

    private static String label(Path file, int line, String text) {
        String label = text.strip().toLowerCase(Locale.ROOT);
        if (label.isEmpty() || RIGHT.contains(label) || WRONG.contains(label)) {
            return label.isEmpty() ? "" : RIGHT.contains(label) ? "1" : "0";
        }
        try {
            if (Double.isFinite(Double.parseDouble(label))) {
                return label;
            }
        } catch (NumberFormatException _) {
            // said below, as for infinity
        }
        throw refused(file, line, "label '" + text + "' is no number", "write 0 or 1, yes or no, a number, or nothing");
    }

    /** Refuses items that the population does not have. */
    void refuseUnknown(Set<String> known) {
        for (Row row : rows) {
            if (!known.contains(row.item())) {
                throw refused(
                        file,
                        row.line(),
                        "item '" + row.item() + "' is not in the population of study '" + study + "'",
                        "leave the sheet's own columns as they are");
            }
        }
    }

    private static SpecificationException refused(Path file, int line, String what, String advice) {
        return new SpecificationException(
                Location.NONE, file + ":" + line + "  " + what, advice + "; nothing was taken in");
    }
}
