package covey.project;

import covey.metric.Aggregate;
import covey.metric.Cap;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Window;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.SourceFile;
import covey.result.MetricInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code metrics:} of {@code metrics/*.yml}. */
final class MetricReader {
    private final Faults faults;
    private final GrammarCheck check;
    private final Register<Model> models;
    private final Register<Metric> metrics;

    MetricReader(Faults faults, GrammarCheck check, Register<Model> models, Register<Metric> metrics) {
        this.faults = faults;
        this.check = check;
        this.models = models;
        this.metrics = metrics;
    }

    /** Reads one metric. */
    void read(MapView view, SourceFile file) {
        Optional<String> name = view.text("name");
        if (name.isEmpty() || !metrics.claim(name.get(), view.at("name")) || !check.sound(view.mapping())) {
            return;
        }
        int before = faults.count();
        Optional<Measure> measure = measure(view);
        Optional<Window> window = window(view);
        Optional<Cap> cap = cap(view);
        cohort(view);
        if (measure.isEmpty() || window.isEmpty() || faults.count() > before) {
            return;
        }
        Metric metric = new Metric(
                name.get(),
                view.text("label", name.get()),
                view.text("description", ""),
                view.text("owner", ""),
                view.text("tier", "draft"),
                measure.get(),
                window.get(),
                cap,
                MetricInfo.Goal.valueOf(view.text("goal", "none").toUpperCase(Locale.ROOT)),
                view.text("unit", ""),
                file.excerpt(view.mapping().span()),
                view.location());
        metrics.put(name.get(), metric);
    }

    private Optional<Measure> measure(MapView view) {
        return switch (view.text("type", "")) {
            case "mean" -> aggregate(view, "sum").map(Measure.Mean::new);
            case "proportion" -> event(view, false).map(Measure.Proportion::new);
            case "retention" -> event(view, true).map(Measure.Retention::new);
            case "participation" ->
                event(view, true)
                        .map(e -> new Aggregate(e.model(), Aggregate.Function.DAYS, "*", e.filter()))
                        .map(Measure.Participation::new);
            case "quantile" -> quantile(view);
            default -> {
                Optional<Aggregate> top = view.map("numerator").flatMap(v -> aggregate(v, "sum"));
                Optional<Aggregate> bottom = view.map("denominator").flatMap(v -> aggregate(v, "sum"));
                yield top.isPresent() && bottom.isPresent()
                        ? Optional.of(new Measure.Ratio(top.get(), bottom.get()))
                        : Optional.empty();
            }
        };
    }

    private Optional<Measure> quantile(MapView view) {
        double quantile = view.number("quantile").orElseThrow();
        if (view.text("over", "unit").equals("unit")) {
            return aggregate(view, "sum").map(a -> new Measure.Quantile(a, quantile, Measure.Quantile.Over.UNIT));
        }
        if (view.has("agg")) {
            faults.add(view.at("agg"), "a quantile over events takes single rows, so it has no 'agg'", "remove 'agg'");
        }
        return model(view)
                .map(m ->
                        new Aggregate(m.name(), Aggregate.Function.MAX, view.text("expr", ""), view.text("filter", "")))
                .map(a -> new Measure.Quantile(a, quantile, Measure.Quantile.Over.EVENT));
    }

    private Optional<Aggregate> aggregate(MapView view, String otherwise) {
        String agg = view.text("agg", otherwise);
        Optional<Model> model = model(view);
        boolean expr = view.has("expr");
        if (!expr && !agg.equals("count")) {
            faults.add(
                    view.location(),
                    "agg '" + agg + "' needs 'expr', the column to take it of",
                    "add expr, or use agg: count to count rows");
            return Optional.empty();
        }
        if (model.isPresent() && agg.equals("sum")) {
            summable(model.get(), view.text("expr", ""), view.at("expr"));
        }
        return model.map(m -> new Aggregate(
                m.name(),
                Aggregate.Function.valueOf(agg.toUpperCase(Locale.ROOT)),
                view.text("expr", "*"),
                view.text("filter", "")));
    }

    /** A plain name that is declared as something else than a number cannot be summed; other SQL is not parsed. */
    private void summable(Model model, String expr, Location at) {
        Optional<DimensionType.Kind> kind =
                model.column(expr).flatMap(Column::dimension).map(DimensionType::kind);
        if (kind.isPresent() && kind.get() != DimensionType.Kind.NUMERIC) {
            faults.add(
                    at,
                    "the sum of '" + expr + "', a " + kind.get().name().toLowerCase(Locale.ROOT) + " column of model '"
                            + model.name() + "'",
                    "sum a number, or use agg: count_distinct");
        }
    }

    /** Rows that count: {@code filter}, and {@code expr} as a truth value. */
    private Optional<Aggregate> event(MapView view, boolean dated) {
        Optional<Model> model = model(view);
        if (dated && model.isPresent() && model.get().aggTimeDimension().isEmpty()) {
            faults.add(
                    view.at("model"),
                    "a metric of type " + view.text("type", "") + " needs to know when rows happened, and model '"
                            + model.get().name() + "' has no agg_time_dimension",
                    "declare it, or use type: proportion");
        }
        String filter = view.text("filter", "");
        String expr = view.text("expr", "");
        String both = filter.isEmpty() || expr.isEmpty() ? filter + expr : "(" + filter + ") AND (" + expr + ")";
        return model.map(m -> new Aggregate(m.name(), Aggregate.Function.COUNT, "*", both));
    }

    private Optional<Model> model(MapView view) {
        return models.resolve(view.text("model", ""), view.at("model"));
    }

    private Optional<Window> window(MapView view) {
        Optional<MapView> window = view.map("window");
        Optional<Duration> delay = view.duration("delay");
        Optional<Duration> from = window.flatMap(w -> w.duration("from"));
        if (delay.isPresent() && from.isPresent()) {
            faults.add(
                    view.at("delay"), "'delay' and window.from both say when rows begin to count", "keep one of them");
            return Optional.empty();
        }
        Duration start = from.or(() -> delay).orElse(Duration.ZERO);
        Optional<Duration> end = window.flatMap(w -> w.duration("to"));
        if (end.isPresent() && end.get().compareTo(start) <= 0) {
            faults.add(
                    view.at("window"),
                    "the window ends before it starts: to "
                            + window.orElseThrow().text("to", "") + " is not after "
                            + from.map(f -> "from " + window.orElseThrow().text("from", ""))
                                    .orElse("the delay " + view.text("delay", "0d")),
                    "windows are half-open, [from, to) after entry");
            return Optional.empty();
        }
        return Optional.of(new Window(start, end));
    }

    private Optional<Cap> cap(MapView view) {
        Optional<MapView> cap = view.map("cap");
        if (cap.isEmpty()) {
            return Optional.empty();
        }
        if (cap.get().has("quantile") == cap.get().has("value")) {
            faults.add(
                    view.at("cap"),
                    "a cap is either a quantile or a value, not " + (cap.get().has("value") ? "both" : "neither"),
                    "write cap: {quantile: 0.999} or cap: {value: 100}");
            return Optional.empty();
        }
        return Optional.of(new Cap(cap.get().number("quantile"), cap.get().number("value")));
    }

    private void cohort(MapView view) {
        view.map("cohort").ifPresent(c -> models.resolve(c.text("model", ""), c.at("model")));
    }
}
