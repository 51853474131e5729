package covey.warehouse.sql;

import static covey.metric.Aggregate.Function.COUNT;
import static covey.metric.Aggregate.Function.COUNT_DISTINCT;
import static covey.metric.Aggregate.Function.DAYS;
import static covey.metric.Aggregate.Function.MAX;
import static covey.metric.Aggregate.Function.SUM;
import static covey.warehouse.sql.Ground.aggregate;

import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Cap;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.MetricInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Metrics of every kind over the {@link Ground}. */
final class Metrics {
    static final Metric VALUE = metric("value\n; DROP TABLE users", sum("events", "v"), Window.OPEN, cap(0.9));
    static final Metric CLICKS =
            metric("clicks", new Measure.Mean(aggregate("events", COUNT, "*", "kind = 'click'")), Window.OPEN, none());
    static final Metric RATIO = metric(
            "ratio",
            new Measure.Ratio(aggregate("events", SUM, "n", ""), aggregate("berlin", COUNT, "*", "")),
            Window.OPEN,
            cap(0.85));
    static final Metric ITS = metric(
            "its", new Measure.Proportion(aggregate("events", COUNT, "*", "kind = 'it''s'")), Window.OPEN, none());
    private static final Covariate VALUE_BEFORE = new Covariate.Before(VALUE, Duration.ofDays(7));
    private static final Covariate AGE = new Covariate.Attribute("years");

    private Metrics() {}

    static Optional<Cap> none() {
        return Optional.empty();
    }

    static Optional<Cap> cap(double quantile) {
        return Optional.of(new Cap(OptionalDouble.of(quantile), OptionalDouble.empty()));
    }

    static Measure sum(String model, String expr) {
        return new Measure.Mean(aggregate(model, SUM, expr, ""));
    }

    static Metric metric(String name, Measure measure, Window window, Optional<Cap> cap) {
        return new Metric(
                name, name, "", "", "official", measure, window, cap, MetricInfo.Goal.INCREASE, "", "", Location.NONE);
    }

    private static Window window(int fromHours, int toHours) {
        return new Window(Duration.ofHours(fromHours), Optional.of(Duration.ofHours(toHours)));
    }

    static MetricNeed plain(Metric metric) {
        return new MetricNeed(metric, List.of(), false);
    }

    private static MetricNeed overTime(Metric metric) {
        return new MetricNeed(metric, List.of(), true);
    }

    /** Every kind of measure, window, cap and covariate. */
    static List<MetricNeed> all() {
        Window later = new Window(Duration.ofHours(30), Optional.empty());
        return List.of(
                new MetricNeed(VALUE, List.of(VALUE_BEFORE, AGE), true),
                new MetricNeed(CLICKS, List.of(AGE, new Covariate.Before(RATIO, Duration.ofDays(5))), true),
                new MetricNeed(RATIO, List.of(VALUE_BEFORE), true),
                new MetricNeed(ITS, List.of(new Covariate.Before(ITS, Duration.ofDays(9))), true),
                overTime(metric("best", new Measure.Mean(aggregate("events", MAX, "v", "v > 0")), Window.OPEN, none())),
                overTime(metric("late_value", new Measure.Mean(aggregate("events", SUM, "v", "")), later, cap(0.95))),
                overTime(metric("late_its", ITS.measure(), later, none())),
                plain(metric("worst", new Measure.Mean(aggregate("events", MAX, "amount", "")), window(0, 48), none())),
                overTime(metric(
                        "kinds", new Measure.Mean(aggregate("events", COUNT_DISTINCT, "kind", "")), later, none())),
                plain(metric(
                        "filled", new Measure.Mean(aggregate("berlin", COUNT, "flag", "")), window(1, 49), none())),
                new MetricNeed(
                        metric("exact", sum("days", "amount"), Window.OPEN, none()),
                        List.of(new Covariate.Before(
                                metric("exact before", sum("days", "n"), Window.OPEN, none()), Duration.ofDays(6))),
                        true),
                plain(metric("flags", sum("logs", "flag"), Window.OPEN, none())),
                plain(metric("untimed", sum("plain", "n * 2"), window(0, 24), none())),
                plain(metric(
                        "sparse", new Measure.Mean(aggregate("events", SUM, "n", "n > 7")), Window.OPEN, cap(0.5))),
                plain(metric(
                        "fixed",
                        sum("events", "v"),
                        window(0, 72),
                        Optional.of(new Cap(OptionalDouble.empty(), OptionalDouble.of(55.5))))),
                plain(metric("immature", sum("events", "n"), window(0, 96), cap(0.8))),
                plain(metric(
                        "per_click",
                        new Measure.Ratio(aggregate("events", SUM, "v", ""), aggregate("days", SUM, "n", "n > 7")),
                        window(0, 60),
                        cap(0.75))),
                plain(metric(
                        "back", new Measure.Retention(aggregate("events", COUNT, "*", "")), window(24, 72), none())),
                plain(metric(
                        "active",
                        new Measure.Participation(aggregate("events", DAYS, "*", "flag")),
                        Window.OPEN,
                        none())),
                plain(metric(
                        "active_later", new Measure.Participation(aggregate("berlin", DAYS, "*", "")), later, none())),
                plain(metric(
                        "active_half",
                        new Measure.Participation(aggregate("events", DAYS, "*", "")),
                        window(12, 84),
                        none())));
    }

    /** An outcome without a cap, adjusted by one of another model that has one. */
    static MetricNeed cappedElsewhere() {
        return new MetricNeed(metric("flags", sum("logs", "flag"), Window.OPEN, none()), List.of(VALUE_BEFORE), false);
    }

    static Metric median(Measure.Quantile.Over over, String expr, double p, Window window) {
        return metric(
                "q" + over + p,
                new Measure.Quantile(
                        aggregate("events", over == Measure.Quantile.Over.UNIT ? SUM : MAX, expr, ""), p, over),
                window,
                none());
    }

    /** Quantiles over units and events. */
    static List<MetricNeed> quantiles() {
        return List.of(
                plain(median(Measure.Quantile.Over.UNIT, "v", 0.9, Window.OPEN)),
                plain(median(Measure.Quantile.Over.UNIT, "n", 0.5, window(0, 96))),
                plain(median(Measure.Quantile.Over.EVENT, "v", 0.75, window(0, 48))),
                plain(median(Measure.Quantile.Over.EVENT, "n", 0.5, Window.OPEN)));
    }
}
