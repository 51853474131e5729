package covey.report.chart;

import static covey.report.chart.Spec.map;
import static covey.report.chart.Spec.quantity;

import covey.report.narrative.Measure;
import covey.result.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Observed share against predicted probability, each system a line, with intervals and the diagonal of right probabilities. */
public final class CalibrationChart {
    private static final int HEIGHT = 320;
    private static final List<String> COLOURS = List.of(Spec.NEUTRAL, Spec.GOOD, "#8a5a00", "#6b3fa0", Spec.MUTED);

    private final List<Estimate> curve;

    /** The chart of observed shares with the coordinate {@code predicted}. */
    public CalibrationChart(List<Estimate> curve) {
        this.curve = List.copyOf(curve);
    }

    /** The chart; none with fewer than two bins. */
    public Optional<Chart> chart() {
        if (curve.size() < 2) {
            return Optional.empty();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> systems = new LinkedHashSet<>();
        List<String> said = new ArrayList<>();
        for (Estimate point : curve) {
            String system = point.estimand().arm();
            String predicted = point.estimand().at().getOrDefault("predicted", "0");
            systems.add(system);
            Map<String, Object> row =
                    map("system", system, "predicted", Double.parseDouble(predicted), "observed", point.value());
            point.interval().ifPresent(i -> {
                row.put("low", i.lower());
                row.put("high", i.upper());
            });
            rows.add(row);
            said.add(system + " " + predicted + ": "
                    + Measure.of(point.estimand()).level(point));
        }
        String title = "Calibration: observed share by predicted probability";
        String alt = title + ". " + String.join("; ", said) + ".";
        return Optional.of(new Chart("calibration", title, alt, spec(alt, rows, List.copyOf(systems))));
    }

    private static String spec(String alt, List<Map<String, Object>> rows, List<String> systems) {
        Map<String, Object> unit = map("domain", List.of(0, 1), "nice", false);
        Map<String, Object> x = quantity("predicted");
        x.put("axis", map("title", "Predicted probability", "format", ".1~f", "tickCount", 5));
        x.put("scale", unit);
        Map<String, Object> y = quantity("observed");
        y.put("axis", map("title", "Observed share", "format", ".1~f", "tickCount", 5));
        y.put("scale", unit);
        List<String> colours = systems.stream()
                .map(s -> COLOURS.get(systems.indexOf(s) % COLOURS.size()))
                .toList();
        Map<String, Object> colour = map(
                "field",
                "system",
                "type",
                "nominal",
                "scale",
                map("domain", systems, "range", colours),
                "legend",
                map("title", Spec.NONE, "orient", "top"));
        Map<String, Object> low = quantity("low");
        low.put("scale", unit);
        List<Map<String, Object>> layers = List.of(
                map(
                        "name", "diagonal",
                        "data", map("values", List.of(map("p", 0), map("p", 1))),
                        "mark", map("type", "line", "color", Spec.MUTED, "strokeDash", List.of(4, 4)),
                        "encoding", map("x", quantity("p"), "y", quantity("p"))),
                map(
                        "name", "interval",
                        "mark", map("type", "rule", "strokeWidth", 1.5, "opacity", 0.6),
                        "encoding", map("x", x, "y", low, "y2", map("field", "high"), "color", colour)),
                map(
                        "name", "line",
                        "mark", map("type", "line", "strokeWidth", 2),
                        "encoding", map("x", x, "y", y, "color", colour)),
                map(
                        "name", "bin",
                        "mark", map("type", "point", "filled", true, "size", 46, "opacity", 1),
                        "encoding", map("x", x, "y", y, "color", colour)));
        return Spec.frame(alt, rows, HEIGHT, layers);
    }
}
