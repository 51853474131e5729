package covey.report.chart;

import static covey.report.chart.Spec.map;
import static covey.report.chart.Spec.quantity;

import covey.report.narrative.Measure;
import covey.report.narrative.PlanNumbers;
import covey.report.narrative.Words;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smallest relative effect that each metric shows, week by week; metrics without a relative one are left out. */
public final class DetectableChart {
    private static final int HEIGHT = 260;
    private static final List<String> COLOURS =
            List.of("#3d5a80", "#b3261e", "#00695c", "#8a5a00", "#6a3d9a", "#5b6675", "#1f78b4", "#a0486e");

    private final PlanNumbers plan;

    /** The chart of this plan. */
    public DetectableChart(PlanNumbers plan) {
        this.plan = plan;
    }

    /** The chart; empty with fewer than two weeks. */
    public Optional<Chart> chart() {
        ArmInfo arm = plan.treatments().getFirst();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (MetricInfo metric : plan.result().study().metrics()) {
            List<Estimate> curve = plan.curve(metric, arm, Scale.RELATIVE_DIFFERENCE);
            if (curve.size() < 2 || said.size() == COLOURS.size()) {
                continue;
            }
            Measure measure = Measure.of(metric, Scale.RELATIVE_DIFFERENCE);
            for (Estimate point : curve) {
                rows.add(map(
                        "week", PlanNumbers.week(point),
                        "size", point.value(),
                        "metric", metric.label(),
                        "value", measure.plain(point.value())));
            }
            said.add(metric.label() + " from " + measure.plain(curve.getFirst().value()) + " after week "
                    + PlanNumbers.week(curve.getFirst()) + " to "
                    + measure.plain(curve.getLast().value()) + " after week " + PlanNumbers.week(curve.getLast()));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String of = plan.treatments().size() > 1 ? " (" + arm.name() + ")" : "";
        String title = "Smallest effect that can be seen, by week" + of;
        String alt = title + ". " + Words.capitalised(String.join("; ", said)) + ".";
        return Optional.of(new Chart("detectable", title, alt, spec(alt, rows)));
    }

    private static String spec(String alt, List<Map<String, Object>> rows) {
        Map<String, Object> week = quantity("week");
        week.put("axis", map("title", "Weeks", "grid", false, "tickMinStep", 1, "format", "d"));
        week.put("scale", map("zero", false, "nice", false));
        Map<String, Object> size = quantity("size");
        size.put("axis", map("title", "Relative effect", "format", ".3~%", "tickCount", 5));
        size.put("scale", map("zero", true));
        Map<String, Object> colour = map(
                "field",
                "metric",
                "type",
                "nominal",
                "sort",
                Spec.NONE,
                "scale",
                map("range", COLOURS),
                "legend",
                map("title", Spec.NONE, "orient", "top", "labelLimit", 220, "columns", 2, "symbolType", "stroke"));
        List<Object> tooltip = List.of(
                map("field", "metric", "type", "nominal", "title", "Metric"),
                map("field", "week", "type", "quantitative", "title", "Week"),
                map("field", "value", "type", "nominal", "title", "Seen from"));
        List<Map<String, Object>> layers = List.of(
                map(
                        "name", "line",
                        "mark", map("type", "line", "strokeWidth", 2.25),
                        "encoding", map("x", week, "y", size, "color", colour)),
                map(
                        "name", "week",
                        "mark", map("type", "point", "filled", true, "size", 42, "opacity", 1),
                        "encoding", map("x", week, "y", size, "color", colour, "tooltip", tooltip)));
        return Spec.frame(alt, rows, HEIGHT, layers);
    }
}
