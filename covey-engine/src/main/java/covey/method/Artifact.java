package covey.method;

import java.util.List;

/**
 * A table that belongs to a finding and is no outcome: values of single units, such as an assignment that was drawn. It
 * is kept as a file beside the result, {@code name.csv}.
 *
 * @param name file name without its ending: lower-case letters and underscores
 * @param columns column names
 * @param rows values as text, in the order of the columns
 */
public record Artifact(String name, List<String> columns, List<List<String>> rows) {
    public Artifact {
        if (!name.matches("[a-z_]+")) {
            throw new IllegalArgumentException("an artifact is named by a-z and _, not '" + name + "'");
        }
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("artifact " + name + " has rows that are not " + width + " wide");
        }
    }

    /** Name of the file that it is kept in. */
    public String file() {
        return name + ".csv";
    }
}
