package covey.report.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units one by one. */
final class UnitPicture implements DesignPicture {
    private static final int COLUMNS = 24;
    private static final int ROWS = 5;
    private static final double STEP = 15;

    @Override
    public Optional<Drawn> of(Planned study) {
        if (!study.type().equals("user_randomized")) {
            return Optional.empty();
        }
        Pen pen = new Pen();
        pen.legend(study.arms());
        double top = pen.bottom();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < COLUMNS; column++) {
                int arm = study.drawn(row * COLUMNS + column + 1.0);
                pen.unit(column * STEP, top + row * STEP, arm);
                line.append(Pen.glyph(arm)).append(' ');
            }
            lines.add(line.toString());
        }
        lines.add(Pen.legendText(study.arms()));
        String drawn = study.setting("randomize.unit", study.unit());
        return Optional.of(
                new Drawn("units", "Every " + drawn + ", a square, is drawn for itself", pen.drawing(), lines));
    }
}
