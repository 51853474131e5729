package covey.report.html;

import static covey.report.html.Html.text;

import covey.report.block.Block;
import covey.report.block.Drawing;
import java.util.Locale;

/** A drawing as a picture that scales with the page. */
final class PictureHtml {
    private PictureHtml() {}

    static Html of(Block.Picture p) {
        String id = text(p.id()).markup();
        StringBuilder svg = new StringBuilder("<figure class=\"picture\" id=\"picture-" + id + "\"><figcaption>"
                + text(p.title()).markup() + "</figcaption><svg viewBox=\"0 0 " + Drawing.WIDTH + " "
                + number(p.drawing().height()) + "\" role=\"img\" aria-label=\""
                + text(p.altText()).markup() + "\"><defs><pattern id=\"hatch-" + id
                + "\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                + "<line class=\"lines\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"4\"/></pattern></defs>");
        p.drawing().shapes().forEach(shape -> svg.append(shape(shape, id)));
        return new Html(svg + "</svg></figure>");
    }

    private static String shape(Drawing.Shape shape, String id) {
        return switch (shape) {
            case Drawing.Box b ->
                "<rect x=\"" + number(b.x()) + "\" y=\"" + number(b.y()) + "\" width=\"" + number(b.width())
                        + "\" height=\"" + number(b.height()) + "\" rx=\"2\"" + fill(b.fill(), id) + "/>";
            case Drawing.Label l ->
                "<text x=\"" + number(l.x()) + "\" y=\"" + number(l.y()) + "\" text-anchor=\""
                        + l.anchor().name().toLowerCase(Locale.ROOT) + "\">"
                        + text(l.text()).markup() + "</text>";
            case Drawing.Arrow a -> arrow(a);
        };
    }

    private static String fill(Drawing.Fill fill, String id) {
        return switch (fill.look()) {
            case SOLID -> " class=\"c" + fill.colour() + "\"";
            case PALE -> " class=\"c" + fill.colour() + " pale\"";
            case HATCHED -> " fill=\"url(#hatch-" + id + ")\"";
            case OUTLINE -> " class=\"outline\"";
        };
    }

    /** The line ends where its head begins. */
    private static String arrow(Drawing.Arrow a) {
        double length = Math.hypot(a.toX() - a.fromX(), a.toY() - a.fromY());
        double dx = (a.toX() - a.fromX()) / length;
        double dy = (a.toY() - a.fromY()) / length;
        double x = a.toX() - 6 * dx;
        double y = a.toY() - 6 * dy;
        return "<line class=\"arrow\" x1=\"" + number(a.fromX()) + "\" y1=\"" + number(a.fromY()) + "\" x2=\""
                + number(x) + "\" y2=\"" + number(y) + "\"/><polygon class=\"head\" points=\"" + number(a.toX()) + ","
                + number(a.toY()) + " " + number(x - 3 * dy) + "," + number(y + 3 * dx) + " " + number(x + 3 * dy) + ","
                + number(y - 3 * dx) + "\"/>";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
