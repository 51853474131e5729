package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A grid of the factors' levels: every combination is a cell. */
final class FactorialPicture implements DesignPicture {
    private static final String FACTORS = "design.factors.";
    private static final double LEFT = 110;
    private static final double HEIGHT = 30;

    @Override
    public Optional<Drawn> of(Planned study) {
        List<List<String>> factors = factors(study);
        if (!study.type().equals("factorial") || factors.size() < 2) {
            return Optional.empty();
        }
        List<String> rows = factors.getFirst();
        List<String> columns = factors.subList(1, factors.size()).stream()
                .reduce((a, b) -> a.stream()
                        .flatMap(x -> b.stream().map(y -> x + ", " + y))
                        .toList())
                .orElse(List.of());
        double width = (Drawing.WIDTH - LEFT) / columns.size();
        Pen pen = new Pen();
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(Pen.fixed("", 18));
        for (int c = 0; c < columns.size(); c++) {
            int fits = (int) Math.max(4, width / 6.2);
            String level = columns.get(c).substring(columns.get(c).indexOf('=') + 1);
            String name = factors.size() == 2 ? level : columns.get(c);
            pen.label(LEFT + (c + 0.5) * width, 12, Pen.fixed(name, fits).strip(), Anchor.MIDDLE);
            head.append(Pen.fixed(columns.get(c), 17)).append(' ');
        }
        lines.add(head.toString());
        if (factors.size() == 2) {
            String factor = columns.getFirst().substring(0, columns.getFirst().indexOf('='));
            pen.label(LEFT - 8, 12, Pen.fixed(factor, 17).strip() + " →", Anchor.END);
        }
        for (int r = 0; r < rows.size(); r++) {
            double y = 20 + r * (HEIGHT + 4);
            pen.label(LEFT - 8, y + 19, Pen.fixed(rows.get(r), 17).strip(), Anchor.END);
            StringBuilder line = new StringBuilder(Pen.fixed(rows.get(r), 17)).append(' ');
            for (int c = 0; c < columns.size(); c++) {
                int cell = r * columns.size() + c;
                pen.box(LEFT + c * width, y, width - 4, HEIGHT, Fill.of(Pen.colour(cell)));
                line.append(Pen.fixed(Pen.glyph(cell).repeat(8), 17)).append(' ');
            }
            lines.add(line.toString());
        }
        String title = "Every " + study.unit() + " is drawn into one of " + rows.size() * columns.size()
                + " cells: a row against a row, and a column against a column, uses them all";
        return Optional.of(new Drawn("factorial", title, pen.drawing(), lines));
    }

    /** Levels of each factor, such as {@code layout=new}. */
    private static List<List<String>> factors(Planned study) {
        List<List<String>> factors = new ArrayList<>();
        for (Map.Entry<String, String> setting : new TreeMap<>(study.settings()).entrySet()) {
            if (setting.getKey().startsWith(FACTORS)) {
                String name = setting.getKey().substring(FACTORS.length());
                factors.add(List.of(setting.getValue().split(", ")).stream()
                        .map(level -> name + "=" + level)
                        .toList());
            }
        }
        return factors;
    }
}
