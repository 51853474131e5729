package covey.report.chart;

import static covey.report.chart.Spec.map;
import static covey.report.chart.Spec.quantity;

import covey.report.narrative.Measure;
import covey.report.narrative.Reading;
import covey.report.scorecard.Effect;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Points with their intervals under each other, each under its own label, so that the picture needs no left margin and
 * fits a phone. Readings differ by shape as well as by colour.
 */
final class Forest {
    private static final int ROW = 46;
    private static final int FOOT = 4;

    /** On a narrow screen the limits are left to the picture, so that label and number keep apart. */
    private static final String NARROW = "width < 460";

    private static final Map<String, Object> LABEL = map(
            "color",
            Spec.INK,
            "fontWeight",
            600,
            "text",
            map("expr", "datum.label"),
            "limit",
            map("expr", "width - (" + NARROW + " ? 80 : 220)"));
    private static final Map<String, Object> VALUE =
            map("color", Spec.MUTED, "text", map("expr", NARROW + " ? datum.value : datum.full"));

    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** Adds a row; an effect without a bounded interval is left out and answers false. */
    boolean add(String label, Effect effect, Reading reading) {
        Optional<Estimate> estimate = effect.spoken();
        Optional<Interval> interval = estimate.flatMap(Estimate::interval)
                .filter(i -> Double.isFinite(i.lower()) && Double.isFinite(i.upper()));
        if (estimate.isEmpty() || interval.isEmpty()) {
            return false;
        }
        Estimate e = estimate.get();
        Interval i = interval.get();
        Measure measure = Measure.of(effect.metric(), e.estimand().scale());
        Map<String, Object> row = map(
                "row", rows.size(),
                "label", label,
                "value", measure.signed(e),
                "full", measure.signed(e) + " " + measure.brackets(e, i),
                "estimate", e.value(),
                "low", i.lower(),
                "high", i.upper(),
                "reading", reading.mood().name());
        margin(effect.metric(), e.estimand().scale()).ifPresent(m -> row.put("margin", m));
        rows.add(row);
        return true;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private static Optional<Double> margin(MetricInfo metric, Scale scale) {
        if (metric.margin().isEmpty() || metric.marginScale() != scale) {
            return Optional.empty();
        }
        double margin = metric.margin().getAsDouble();
        return Optional.of(metric.goal() == MetricInfo.Goal.DECREASE ? margin : -margin);
    }

    /** The specification. */
    String spec(String altText, String axisTitle, String format) {
        Map<String, Object> y = map(
                "field",
                "row",
                "type",
                "ordinal",
                "axis",
                Spec.NONE,
                "scale",
                map("paddingInner", 0, "paddingOuter", 0.1));
        Map<String, Object> axis = map(
                "title",
                axisTitle,
                "format",
                format,
                "tickCount",
                5,
                "labelOverlap",
                true,
                "grid",
                true,
                "labelExpr",
                Spec.ZERO);
        Map<String, Object> x = quantity("low");
        x.put("axis", axis);
        x.put("scale", map("nice", true, "zero", true));
        Map<String, Object> colour = byReading(List.of(Spec.GOOD, Spec.BAD, Spec.NEUTRAL, Spec.NEUTRAL));
        Map<String, Object> shape = byReading(List.of("circle", "diamond", "square", "square"));
        List<Map<String, Object>> layers = new ArrayList<>();
        layers.add(Spec.zeroLine("x"));
        if (rows.stream().anyMatch(r -> r.containsKey("margin"))) {
            layers.add(map(
                    "name", "margin",
                    "transform", List.of(map("filter", "isValid(datum.margin)")),
                    "mark", map("type", "tick", "color", Spec.BAD, "thickness", 2, "height", 20, "yOffset", 9),
                    "encoding", map("y", y, "x", quantity("margin"))));
        }
        layers.add(map(
                "name", "interval",
                "mark", map("type", "rule", "strokeWidth", 3, "strokeCap", "round", "yOffset", 9),
                "encoding", map("y", y, "x", x, "x2", map("field", "high"), "color", colour)));
        layers.add(map(
                "name", "estimate",
                "mark", map("type", "point", "filled", true, "size", 110, "opacity", 1, "yOffset", 9),
                "encoding", map("y", y, "x", quantity("estimate"), "color", colour, "shape", shape)));
        layers.add(text("label", "left", 0, LABEL, y));
        layers.add(text("value", "right", "width", VALUE, y));
        return Spec.frame(altText, rows, ROW * rows.size() + FOOT, layers);
    }

    /** What a reading looks like, by colour and by shape: never by colour alone. */
    private static Map<String, Object> byReading(List<String> looks) {
        Map<String, Object> scale = map("domain", List.of("GOOD", "BAD", "CARE", "NEUTRAL"), "range", looks);
        return map("field", "reading", "type", "nominal", "legend", Spec.NONE, "scale", scale);
    }

    private static Map<String, Object> text(
            String name, String align, Object x, Map<String, Object> style, Map<String, Object> y) {
        Map<String, Object> mark =
                map("type", "text", "align", align, "baseline", "middle", "yOffset", -10, "fontSize", 12.5);
        mark.putAll(style);
        return map("name", name, "mark", mark, "encoding", map("y", y, "x", map("value", x)));
    }
}
