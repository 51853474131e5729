package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import covey.report.narrative.Numbers;
import covey.result.ArmInfo;
import java.util.ArrayList;
import java.util.List;

/** Draws shapes one after the other. */
final class Pen {
    /** Side of a square that is a unit. */
    static final double UNIT = 12;

    private static final double LINE = 18;
    private static final double CHARACTER = 6.2;
    private static final int COLOURS = 6;
    private static final String GLYPHS = "░█▒▓◆○";

    private final List<Drawing.Shape> shapes = new ArrayList<>();
    private double bottom;

    /** Bottom of what is drawn so far. */
    double bottom() {
        return bottom;
    }

    void box(double x, double y, double width, double height, Fill fill) {
        shapes.add(new Drawing.Box(x, y, width, height, fill));
        bottom = Math.max(bottom, y + height);
    }

    void unit(double x, double y, int arm) {
        box(x, y, UNIT, UNIT, Fill.of(arm % COLOURS));
    }

    void label(double x, double y, String text, Anchor anchor) {
        shapes.add(new Drawing.Label(x, y, text, anchor));
        bottom = Math.max(bottom, y + 3);
    }

    void arrow(double fromX, double fromY, double toX, double toY) {
        shapes.add(new Drawing.Arrow(fromX, fromY, toX, toY));
        bottom = Math.max(bottom, Math.max(fromY, toY) + 3);
    }

    /** The arms with their colours and shares, from the top; below it one draws. */
    void legend(List<ArmInfo> arms) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < arms.size(); i++) {
            String text = shown(arms.get(i));
            double width = UNIT + 6 + CHARACTER * text.length();
            if (x > 0 && x + width > Drawing.WIDTH) {
                x = 0;
                y += LINE;
            }
            unit(x, y, i);
            label(x + UNIT + 5, y + 10, text, Anchor.START);
            x += width + 14;
        }
        bottom = y + LINE + 6;
    }

    /** The same as a line of text. */
    static String legendText(List<ArmInfo> arms) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            parts.add(glyph(i) + " " + shown(arms.get(i)));
        }
        return String.join("   ", parts);
    }

    private static String shown(ArmInfo arm) {
        return arm.name() + " " + Numbers.percent(arm.share());
    }

    static int colour(int arm) {
        return arm % COLOURS;
    }

    static String glyph(int arm) {
        return GLYPHS.substring(arm % COLOURS, arm % COLOURS + 1);
    }

    /** A text of a width, cut or filled. */
    static String fixed(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text + " ".repeat(width - text.length());
    }

    Drawing drawing() {
        return new Drawing(bottom + 2, shapes);
    }
}
