package covey.assign.flagd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JsonLogic over the items of a list. Its rule sees one item at a time and nothing else; no list counts as an empty one. */
final class Items {
    static final Set<String> OPERATORS = Set.of("map", "filter", "reduce", "all", "none", "some");

    private Items() {}

    static @Nullable Object apply(String operator, List<?> arguments, Frame frame) {
        Object given = arguments.isEmpty() ? null : new JsonLogic(frame).evaluate(arguments.get(0));
        List<?> items = given instanceof List<?> list ? list : List.of();
        Object rule = arguments.size() > 1 ? arguments.get(1) : null;
        return switch (operator) {
            case "map" -> mapped(items, rule, frame);
            case "filter" -> kept(items, rule, frame);
            case "all" -> !items.isEmpty() && kept(items, rule, frame).size() == items.size();
            case "none" -> kept(items, rule, frame).isEmpty();
            case "some" -> !kept(items, rule, frame).isEmpty();
            default -> reduced(items, rule, arguments.size() > 2 ? arguments.get(2) : null, frame);
        };
    }

    private static List<@Nullable Object> mapped(List<?> items, @Nullable Object rule, Frame frame) {
        List<@Nullable Object> mapped = new ArrayList<>();
        items.forEach(item -> mapped.add(new JsonLogic(frame.over(item)).evaluate(rule)));
        return mapped;
    }

    private static List<@Nullable Object> kept(List<?> items, @Nullable Object rule, Frame frame) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : items) {
            if (Operands.truthy(new JsonLogic(frame.over(item)).evaluate(rule))) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** The rule sees the item as {@code current} and what came of those before as {@code accumulator}. */
    private static @Nullable Object reduced(
            List<?> items, @Nullable Object rule, @Nullable Object initial, Frame frame) {
        Object reduced = new JsonLogic(frame).evaluate(initial);
        for (Object item : items) {
            Map<String, @Nullable Object> step = new HashMap<>();
            step.put("current", item);
            step.put("accumulator", reduced);
            reduced = new JsonLogic(frame.over(step)).evaluate(rule);
        }
        return reduced;
    }
}
