package covey.report.block;

import java.util.List;

/**
 * A cell of a table.
 *
 * @param lines its lines; the first is the main one
 * @param tone how to take it
 */
public record Cell(List<String> lines, Tone tone) {
    public Cell {
        lines = List.copyOf(lines);
    }

    /** A plain cell. */
    public static Cell of(String... lines) {
        return new Cell(List.of(lines), Tone.NORMAL);
    }
}
