package covey.cli.console;

import java.util.ArrayList;
import java.util.List;

/** A plain table: left-aligned columns two spaces apart, no rules, so that it survives {@code grep} and {@code awk}. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with a heading. */
    public TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    /** Adds a row; a line break inside a cell becomes a space. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> cell.replaceAll("\\R", " ").strip())
                .toList());
        return this;
    }

    /** The lines, heading first. */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], length(row.get(c)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            String cell = row.get(c);
            line.append(cell);
            if (c + 1 < row.size()) {
                line.append(" ".repeat(widths[c] - length(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
