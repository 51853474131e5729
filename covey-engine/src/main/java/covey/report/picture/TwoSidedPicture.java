package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import covey.report.narrative.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two sides of a market, each drawn for itself: four kinds of meetings. */
final class TwoSidedPicture implements DesignPicture {
    private static final String SIDE = "design.randomize[";
    private static final Pattern SHARE = Pattern.compile("share=([0-9.]+)");
    private static final double LEFT = 104;
    private static final double TOP = 34;
    private static final double HEIGHT = 96;
    private static final List<String> BOTH = List.of("neither treated", "", "", "both treated");

    /**
     * A side.
     *
     * @param unit what is drawn
     * @param treated share that is treated
     */
    private record Side(String unit, double treated) {
        String label(int arm) {
            return unit + (arm == 0 ? " control " : " treated ") + Numbers.percent(arm == 0 ? 1 - treated : treated);
        }
    }

    @Override
    public Optional<Drawn> of(Planned study) {
        List<Side> sides = sides(study);
        if (!study.type().equals("two_sided") || sides.size() < 2) {
            return Optional.empty();
        }
        Side rows = sides.getFirst();
        Side columns = sides.get(1);
        Pen pen = new Pen();
        List<String> lines = new ArrayList<>();
        lines.add(Pen.fixed("", 22) + Pen.fixed(columns.label(0), 22) + columns.label(1));
        double width = Drawing.WIDTH - LEFT;
        for (int r = 0; r < 2; r++) {
            StringBuilder line = new StringBuilder(Pen.fixed(rows.label(r), 22));
            double height = HEIGHT * (r == 0 ? 1 - rows.treated() : rows.treated());
            double y = TOP + (r == 0 ? 0 : HEIGHT * (1 - rows.treated()));
            pen.label(0, y + height / 2, rows.unit() + (r == 0 ? " control" : " treated"), Anchor.START);
            pen.label(
                    0,
                    y + height / 2 + 13,
                    Numbers.percent(r == 0 ? 1 - rows.treated() : rows.treated()),
                    Anchor.START);
            for (int c = 0; c < 2; c++) {
                int cell = 2 * r + c;
                double x = LEFT + (c == 0 ? 0 : width * (1 - columns.treated()));
                double own = width * (c == 0 ? 1 - columns.treated() : columns.treated());
                pen.box(x, y, own - 3, height - 3, Fill.pale(Pen.colour(cell)));
                String[] words = meeting(cell, rows, columns).split(" ", 2);
                pen.label(x + own / 2, y + height / 2 - 2, words[0], Anchor.MIDDLE);
                pen.label(x + own / 2, y + height / 2 + 11, words[1], Anchor.MIDDLE);
                line.append(Pen.fixed(Pen.glyph(cell).repeat(2) + " " + meeting(cell, rows, columns), 22));
            }
            lines.add(line.toString());
        }
        // at the edges, where a narrow column leaves a label its room
        pen.label(LEFT, 12, columns.unit() + " control", Anchor.START);
        pen.label(LEFT, 26, Numbers.percent(1 - columns.treated()), Anchor.START);
        pen.label(Drawing.WIDTH, 12, columns.unit() + " treated", Anchor.END);
        pen.label(Drawing.WIDTH, 26, Numbers.percent(columns.treated()), Anchor.END);
        String title =
                rows.unit() + "s and " + columns.unit() + "s are drawn independently: a row against a row is the "
                        + rows.unit() + "s' effect, a column against a column the " + columns.unit() + "s'";
        return Optional.of(new Drawn(
                "two-sided",
                title.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + title.substring(1),
                pen.drawing(),
                lines));
    }

    private static String meeting(int cell, Side rows, Side columns) {
        return cell == 1 ? columns.unit() + " alone" : cell == 2 ? rows.unit() + " alone" : BOTH.get(cell);
    }

    /** The study's own unit first. */
    private static List<Side> sides(Planned study) {
        List<Side> sides = new ArrayList<>();
        for (Map.Entry<String, String> setting : new TreeMap<>(study.settings()).entrySet()) {
            if (setting.getKey().startsWith(SIDE)) {
                String unit = setting.getKey()
                        .substring(SIDE.length(), setting.getKey().length() - 1);
                Matcher share = SHARE.matcher(setting.getValue());
                double treated = share.find()
                        ? Double.parseDouble(share.group(1))
                        : study.arms().stream()
                                .filter(a -> !a.control())
                                .mapToDouble(a -> a.share())
                                .sum();
                sides.add(unit.equals(study.unit()) ? 0 : sides.size(), new Side(unit, treated));
            }
        }
        return sides;
    }
}
