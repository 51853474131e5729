package covey.report.picture;

import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clusters that are drawn as wholes. */
final class ClusterPicture implements DesignPicture {
    private static final List<Integer> SIZES = List.of(7, 4, 6, 8, 5, 7, 3, 6);
    private static final double HALF = 184;
    private static final double HEIGHT = 22;

    @Override
    public Optional<Drawn> of(Planned study) {
        if (!study.type().equals("cluster_randomized")) {
            return Optional.empty();
        }
        String cluster = study.setting("randomize.unit", "cluster");
        Pen pen = new Pen();
        pen.legend(study.arms());
        double top = pen.bottom();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int g = 0; g < SIZES.size(); g++) {
            int arm = study.drawn(g + 1.0);
            double x = g % 2 * HALF;
            double y = top + Math.floorDiv(g, 2) * (HEIGHT + 6);
            String name = Pen.fixed(cluster, 7).strip() + " " + (g + 1);
            pen.label(x, y + 15, name, Anchor.START);
            pen.box(x + 54, y, SIZES.get(g) * 13 + 7.0, HEIGHT, Fill.NONE);
            for (int i = 0; i < SIZES.get(g); i++) {
                pen.unit(x + 58 + i * 13, y + 5, arm);
            }
            line.append(Pen.fixed(name, 11))
                    .append(Pen.fixed("[" + Pen.glyph(arm).repeat(SIZES.get(g)) + "]", 16));
            if (g % 2 == 1) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        lines.add(Pen.legendText(study.arms()));
        String title =
                "Every " + cluster + ", a frame, goes to one arm as a whole, with all " + study.unit() + "s in it";
        return Optional.of(new Drawn("clusters", title, pen.drawing(), lines));
    }
}
