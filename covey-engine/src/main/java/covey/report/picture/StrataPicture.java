package covey.report.picture;

import covey.report.block.Drawing.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units inside strata or blocks: the same shares in every one. */
final class StrataPicture implements DesignPicture {
    private static final int COLUMNS = 20;
    private static final int ROWS = 4;
    private static final double STEP = 14.6;
    private static final double LEFT = 68;

    @Override
    public Optional<Drawn> of(Planned study) {
        boolean blocked = study.type().equals("blocked");
        if (!blocked && !study.type().equals("stratified")) {
            return Optional.empty();
        }
        String what = blocked ? "block" : "stratum";
        Pen pen = new Pen();
        pen.legend(study.arms());
        double top = pen.bottom();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String name = what + " " + (row + 1);
            pen.label(0, top + row * (STEP + 5) + 10, name, Anchor.START);
            StringBuilder line = new StringBuilder(Pen.fixed(name, 12));
            for (int column = 0; column < COLUMNS; column++) {
                // every stratum has its shares, in an order of its own
                int arm = study.at(((column * 7 + row * 3) % COLUMNS + 0.5) / COLUMNS);
                pen.unit(LEFT + column * STEP, top + row * (STEP + 5), arm);
                line.append(Pen.glyph(arm)).append(' ');
            }
            lines.add(line.toString());
        }
        lines.add(Pen.legendText(study.arms()));
        String title = "Inside every " + what + " of " + study.setting("randomize.stratify", what) + ", "
                + (blocked ? "fixed numbers of " : "") + study.unit() + "s go to each arm";
        return Optional.of(new Drawn("strata", title, pen.drawing(), lines));
    }
}
