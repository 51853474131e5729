package covey.report.picture;

import covey.report.block.Drawing;
import java.util.List;

/**
 * A picture that was drawn.
 *
 * @param id what it is of
 * @param title what it shows
 * @param drawing as shapes
 * @param lines as lines of text
 */
public record Drawn(String id, String title, Drawing drawing, List<String> lines) {
    public Drawn {
        lines = List.copyOf(lines);
    }
}
