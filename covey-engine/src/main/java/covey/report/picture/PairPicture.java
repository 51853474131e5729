package covey.report.picture;

import covey.report.block.Drawing.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pairs of units or clusters, of which one goes to each arm. */
final class PairPicture implements DesignPicture {
    private static final int COLUMNS = 8;
    private static final int ROWS = 3;
    private static final double STEP = 45;
    private static final double HEIGHT = 26;

    @Override
    public Optional<Drawn> of(Planned study) {
        if (!study.type().equals("matched_pairs")) {
            return Optional.empty();
        }
        Pen pen = new Pen();
        pen.legend(study.arms());
        double top = pen.bottom();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < COLUMNS; column++) {
                int first = (row * 5 + column * 3 + row * column) / 2 % 2;
                double x = column * STEP;
                double y = top + row * (HEIGHT + 6);
                pen.box(x + 0.5, y, 36, HEIGHT - 4, Fill.NONE);
                pen.unit(x + 5, y + 5, first);
                pen.unit(x + 20, y + 5, 1 - first);
                line.append('[')
                        .append(Pen.glyph(first))
                        .append(Pen.glyph(1 - first))
                        .append("]  ");
            }
            lines.add(line.toString());
        }
        lines.add(Pen.legendText(study.arms()));
        String unit = study.setting("randomize.unit", study.unit());
        String title = "Of every two " + unit + "s that are alike, in a frame, a coin sends one to each arm";
        return Optional.of(new Drawn("pairs", title, pen.drawing(), lines));
    }
}
