package covey.report.chart;

import static covey.report.chart.Spec.map;
import static covey.report.chart.Spec.quantity;

import covey.report.narrative.Monitored;
import covey.report.narrative.Numbers;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.MetricInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The path of z over the looks at a primary metric, between the bounds that would have decided. */
public final class BoundaryChart {
    private static final int HEIGHT = 240;

    /** Bounds beyond this are off the picture. */
    private static final double HIGHEST = 6;

    private final Scorecard scorecard;

    /** The charts of this scorecard. */
    public BoundaryChart(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    /** A chart for each primary metric and arm that is monitored. */
    public List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        for (MetricInfo metric : scorecard.metrics(MetricInfo.Role.PRIMARY)) {
            for (ArmInfo arm : scorecard.treatments()) {
                Monitored.of(scorecard.result(), metric.name(), arm.name())
                        .ifPresent(m -> charts.add(chart(metric, m, charts.size())));
            }
        }
        return charts;
    }

    private static Chart chart(MetricInfo metric, Monitored look, int number) {
        String[] path = look.value("path").split(";", -1);
        String[] bounds = look.value("bounds").split(";", -1);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < path.length; i++) {
            String[] parts = path[i].split(" ", -1);
            double z = Double.parseDouble(parts[2]);
            double bound = Double.parseDouble(bounds[i]);
            Map<String, Object> row = map("clock", Math.min(1, Double.parseDouble(parts[1])), "z", z);
            row.put("label", parts[0] + ": z " + Numbers.signed(z, 2));
            if (bound <= HIGHEST) {
                row.put("upper", bound);
                row.put("lower", -bound);
            }
            rows.add(row);
        }
        String title = metric.label() + ": z of " + look.arm() + " against its bound";
        String alt = title + ". Look " + look.value("look") + ": z " + Numbers.signed(look.number("z"), 2) + ", bound "
                + (Double.isInfinite(look.number("bound")) ? "none yet" : Numbers.fixed(look.number("bound"), 2))
                + ", " + Monitored.words(look.recommendation()) + ".";
        return new Chart("boundary-" + number, title, alt, spec(alt, rows));
    }

    private static String spec(String alt, List<Map<String, Object>> rows) {
        Map<String, Object> x = quantity("clock");
        x.put("scale", map("domain", List.of(0, 1)));
        x.put("axis", map("title", "Share of the plan", "format", ".0%", "grid", false, "tickCount", 5));
        Map<String, Object> y = quantity("z");
        y.put("axis", map("title", "z", "tickCount", 5));
        List<Map<String, Object>> layers = List.of(
                Spec.zeroLine("y"),
                bound("upper", x),
                bound("lower", x),
                map(
                        "name", "line",
                        "mark", map("type", "line", "color", Spec.NEUTRAL, "strokeWidth", 2.25),
                        "encoding", map("x", x, "y", y)),
                map(
                        "name", "day",
                        "mark", map("type", "point", "filled", true, "size", 42, "opacity", 1, "color", Spec.NEUTRAL),
                        "encoding",
                                map(
                                        "x", x,
                                        "y", y,
                                        "tooltip",
                                                List.of(map("field", "label", "type", "nominal", "title", "Look")))));
        return Spec.frame(alt, rows, HEIGHT, layers);
    }

    private static Map<String, Object> bound(String field, Map<String, Object> x) {
        return map(
                "name",
                field,
                "mark",
                map("type", "line", "color", Spec.BAD, "strokeDash", List.of(4, 3), "point", map("color", Spec.BAD)),
                "encoding",
                map("x", x, "y", quantity(field)));
    }
}
