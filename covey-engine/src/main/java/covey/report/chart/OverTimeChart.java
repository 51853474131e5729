package covey.report.chart;

import static covey.report.chart.Spec.map;
import static covey.report.chart.Spec.quantity;

import covey.report.narrative.Measure;
import covey.report.narrative.Words;
import covey.report.scorecard.Point;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cumulative effect on the primary metric day by day, with the band of its intervals. */
public final class OverTimeChart {
    private static final String ANALYSIS = "cumulative";
    private static final int HEIGHT = 240;

    private final Scorecard scorecard;

    /** The charts of this scorecard. */
    public OverTimeChart(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    /** A chart for each primary metric and arm with at least two days. */
    public List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        for (MetricInfo metric : scorecard.metrics(MetricInfo.Role.PRIMARY)) {
            for (ArmInfo arm : scorecard.treatments()) {
                chart(metric, arm, charts.size()).ifPresent(charts::add);
            }
        }
        return charts;
    }

    private Optional<Chart> chart(MetricInfo metric, ArmInfo arm, int number) {
        List<Point> points = scorecard.series(ANALYSIS, metric, arm.name(), "day");
        if (points.size() < 2) {
            return Optional.empty();
        }
        Scale scale = points.get(0).estimate().estimand().scale();
        Measure measure = Measure.of(metric, scale);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Point point : points) {
            rows.add(row(point, measure));
        }
        String title = metric.label() + " over time: cumulative effect of " + arm.name();
        String alt =
                title + ". " + said(points.get(0), measure) + "; " + said(points.get(points.size() - 1), measure) + ".";
        return Optional.of(new Chart("over-time-" + number, title, alt, spec(alt, rows, scale)));
    }

    private static Map<String, Object> row(Point point, Measure measure) {
        Estimate e = point.estimate();
        Map<String, Object> row =
                map("day", point.at(), "estimate", e.value(), "value", measure.signed(e) + interval(e, measure));
        e.interval()
                .filter(i -> Double.isFinite(i.lower()) && Double.isFinite(i.upper()))
                .ifPresent(i -> {
                    row.put("low", i.lower());
                    row.put("high", i.upper());
                });
        return row;
    }

    private static String interval(Estimate e, Measure measure) {
        return e.interval().map((Interval i) -> " " + measure.brackets(e, i)).orElse("");
    }

    private static String said(Point point, Measure measure) {
        String interval = point.estimate()
                .interval()
                .map(i -> ", " + Measure.intervalName(i) + " " + measure.range(point.estimate(), i))
                .orElse("");
        return "By " + Words.period(point.at(), point.at()) + " " + measure.signed(point.estimate()) + interval;
    }

    private static String spec(String alt, List<Map<String, Object>> rows, Scale scale) {
        boolean relative = scale == Scale.RELATIVE_DIFFERENCE;
        Map<String, Object> dayAxis = map(
                "title",
                Spec.NONE,
                "format",
                "%-d %b",
                "grid",
                false,
                "labelOverlap",
                true,
                "labelFlush",
                true,
                "tickCount",
                map("expr", "max(3, floor(width / 90))"));
        Map<String, Object> day = map("field", "day", "type", "temporal", "scale", map("type", "utc"), "axis", dayAxis);
        String axisTitle = relative ? "Relative effect to date" : "Difference to date";
        Map<String, Object> valueAxis =
                map("title", axisTitle, "format", relative ? "+.3~%" : "+.3~s", "tickCount", 5, "labelExpr", Spec.ZERO);
        Map<String, Object> low = quantity("low");
        low.put("axis", valueAxis);
        List<Map<String, Object>> layers = List.of(
                map(
                        "name", "band",
                        "mark", map("type", "area", "color", Spec.NEUTRAL, "opacity", 0.18),
                        "encoding", map("x", day, "y", low, "y2", map("field", "high"))),
                Spec.zeroLine("y"),
                map(
                        "name", "line",
                        "mark", map("type", "line", "color", Spec.NEUTRAL, "strokeWidth", 2.25),
                        "encoding", map("x", day, "y", quantity("estimate"))),
                map(
                        "name", "day",
                        "mark", map("type", "point", "filled", true, "size", 42, "opacity", 1, "color", Spec.NEUTRAL),
                        "encoding",
                                map(
                                        "x", day,
                                        "y", quantity("estimate"),
                                        "tooltip",
                                                List.of(
                                                        map(
                                                                "field",
                                                                "day",
                                                                "type",
                                                                "temporal",
                                                                "title",
                                                                "Day",
                                                                "format",
                                                                "%-d %b %Y"),
                                                        map("field", "value", "type", "nominal", "title", "Effect")))));
        return Spec.frame(alt, rows, HEIGHT, layers);
    }
}
