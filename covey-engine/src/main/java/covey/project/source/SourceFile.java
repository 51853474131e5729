package covey.project.source;

import covey.metric.Location;
import java.util.ArrayList;
import java.util.List;

/**
 * A YAML file, read.
 *
 * @param name path relative to the project folder, with slashes
 * @param lines its lines
 * @param documents its documents; none when the file cannot be used
 */
public record SourceFile(String name, List<String> lines, List<Value> documents) {
    public SourceFile {
        lines = List.copyOf(lines);
        documents = List.copyOf(documents);
    }

    /** The file as a whole, for a message. */
    public Location location() {
        return new Location(name, 0);
    }

    /** The text of a mapping as written, shifted left to its own first column. */
    public String excerpt(Value.Span span) {
        List<String> out = new ArrayList<>();
        for (int i = span.startLine(); i <= span.endLine() && i < lines.size(); i++) {
            String line = lines.get(i);
            if (i == span.endLine() && span.endColumn() != Integer.MAX_VALUE) {
                line = line.substring(0, offset(line, span.endColumn()));
            }
            int cut = offset(line, span.startColumn());
            boolean indented = i == span.startLine() || line.substring(0, cut).isBlank();
            out.add((indented ? line.substring(cut) : line).stripTrailing());
        }
        return String.join("\n", out);
    }

    private static int offset(String line, int column) {
        int points = line.codePointCount(0, line.length());
        return line.offsetByCodePoints(0, Math.min(column, points));
    }
}
