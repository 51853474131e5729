package covey.experiment.switchback;

import covey.data.SwitchbackData;
import covey.data.SwitchbackData.Value;
import covey.data.SwitchbackData.Window;
import covey.experiment.spec.MetricPlan;
import covey.metric.Aggregate;
import covey.stats.switchback.SwitchbackCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Regions by windows of one metric, as its estimator takes them. */
final class SwitchbackCells {
    private SwitchbackCells() {}

    /** Cells of the schedule; a window without rows is a zero for a total, and has no weight where a rate is asked for. */
    static List<SwitchbackCell> of(SwitchbackData data, MetricPlan plan, ToIntFunction<String> arms) {
        Map<String, Integer> regions = new TreeMap<>();
        data.windows().forEach(w -> regions.putIfAbsent(w.region(), 0));
        int next = 0;
        for (Map.Entry<String, Integer> region : regions.entrySet()) {
            region.setValue(next++);
        }
        Map<String, Value> values = new HashMap<>();
        data.metric(plan.name()).ifPresent(m -> m.values().forEach(v -> values.put(v.window() + " " + v.region(), v)));
        boolean zero =
                !plan.ratio() && plan.metric().measure().aggregates().getFirst().function() != Aggregate.Function.MAX;
        List<SwitchbackCell> list = new ArrayList<>();
        for (Window window : data.windows()) {
            Value value = values.get(window.window() + " " + window.region());
            double weight = value == null ? (zero ? 1 : 0) : Math.max(0, value.d());
            double y = value == null || weight == 0 ? 0 : value.y() / weight;
            list.add(new SwitchbackCell(
                    regions.getOrDefault(window.region(), 0),
                    window.window(),
                    arms.applyAsInt(window.arm()),
                    y,
                    weight));
        }
        return list;
    }
}
