package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The study's slot of its layer, and another layer across it. */
final class LayerPicture implements DesignPicture {
    private static final Pattern NUMBER = Pattern.compile("\\d*\\.?\\d+");
    private static final int CHARACTERS = 48;
    private static final double HEIGHT = 26;

    @Override
    public Optional<Drawn> of(Planned study) {
        String layer = study.setting("layer", "");
        if (layer.isEmpty()) {
            return Optional.empty();
        }
        double[] slot = slot(study.setting("slot", ""));
        Pen pen = new Pen();
        pen.label(0, 11, "layer " + layer, Anchor.START);
        part(pen, 0, slot[0], Fill.NONE);
        part(pen, slot[0], slot[1], Fill.of(1));
        part(pen, slot[1], 1, Fill.NONE);
        double y = 18 + HEIGHT + 14;
        pen.label(0, y, "this study's slot; in the frames studies that never share a " + study.unit(), Anchor.START);
        pen.label(0, y + 26, "any other layer", Anchor.START);
        for (int i = 0; i < CHARACTERS; i++) {
            double step = Drawing.WIDTH / (double) CHARACTERS;
            pen.box(i * step, y + 33, step - 1, HEIGHT, i % 2 == 0 ? Fill.pale(2) : Fill.pale(3));
        }
        pen.label(0, y + 33 + HEIGHT + 14, "its studies are spread evenly over this one's arms", Anchor.START);
        int from = (int) Math.round(slot[0] * CHARACTERS);
        int to = (int) Math.round(slot[1] * CHARACTERS);
        List<String> lines = new ArrayList<>();
        lines.add(Pen.fixed("layer " + layer, 16)
                + "·".repeat(from)
                + "█".repeat(to - from)
                + "·".repeat(CHARACTERS - to));
        lines.add(Pen.fixed("any other layer", 16) + "▒░".repeat(CHARACTERS / 2));
        lines.add("█ this study's slot   · studies that never share a " + study.unit()
                + "   ▒░ spread evenly over its arms");
        String title = "Studies in other slots of layer " + layer + " cannot interact with this one";
        return Optional.of(new Drawn("layer", title, pen.drawing(), lines));
    }

    private static void part(Pen pen, double from, double to, Fill fill) {
        if (to - from > 1e-9) {
            pen.box(from * Drawing.WIDTH + 0.5, 18, (to - from) * Drawing.WIDTH - 2, HEIGHT, fill);
        }
    }

    private static double[] slot(String setting) {
        Matcher matcher = NUMBER.matcher(setting);
        double from = matcher.find() ? Double.parseDouble(matcher.group()) : 0;
        double to = matcher.find() ? Double.parseDouble(matcher.group()) : 1;
        return new double[] {Math.clamp(from, 0, 1), Math.clamp(to, from, 1)};
    }
}
