package covey.assign.flagd;

import covey.assign.AssignmentException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts {@code $evaluators} where they are referred to, and refuses operators that are not known. */
final class Rules {
    private static final int DEPTH = 100;

    private final Map<?, ?> evaluators;
    private final IdentityHashMap<Object, Integer> lines;

    Rules(@Nullable Object evaluators, IdentityHashMap<Object, Integer> lines) {
        this.evaluators = evaluators instanceof Map<?, ?> map ? map : Map.of();
        this.lines = lines;
    }

    @Nullable
    Object resolved(String at, @Nullable Object rule) {
        return resolved(at, rule, 0, false);
    }

    private @Nullable Object resolved(String at, @Nullable Object rule, int depth, boolean item) {
        if (depth > DEPTH) {
            throw new AssignmentException(at, "refers to itself through $ref", "Break the circle.");
        }
        if (rule instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(one -> items.add(resolved(at, one, depth + 1, item)));
            return items;
        }
        if (!(rule instanceof Map<?, ?> map) || map.isEmpty()) {
            return rule;
        }
        String operator = String.valueOf(map.keySet().iterator().next());
        if (map.size() != 1) {
            throw new AssignmentException(
                    at, "holds a rule with " + map.size() + " operators" + line(map), "Write one.");
        }
        Object argument = map.get(operator);
        if (operator.equals("$ref")) {
            if (argument == null || !evaluators.containsKey(argument)) {
                throw new AssignmentException(
                        at, "$ref '" + argument + "' is not in $evaluators" + line(map), "Declare it there.");
            }
            return resolved(at, evaluators.get(argument), depth + 1, item);
        }
        if (!JsonLogic.OPERATORS.contains(operator)) {
            throw new AssignmentException(
                    at, "unknown operator '" + operator + "'" + line(map), "Known: " + known() + ".");
        }
        if (!item) {
            whole(at, map);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        copy.put(operator, resolved(at, argument, depth + 1, item || Items.OPERATORS.contains(operator)));
        return copy;
    }

    private String line(Map<?, ?> rule) {
        Integer line = lines.get(rule);
        return line == null ? "" : ", in line " + line;
    }

    /** Attributes are asked for by name: there is no list of all. Within a list the empty name is the item. */
    private void whole(String at, Map<?, ?> rule) {
        Object name = rule.get("var");
        boolean empty = name == null || name.equals("") || name.equals(List.of()) || name.equals(List.of(""));
        if (rule.containsKey("var") && empty) {
            throw new AssignmentException(
                    at,
                    "asks for the whole context as a variable" + line(rule),
                    "Name an attribute; the empty name is known within map, filter, reduce, all, none and some.");
        }
    }

    private static String known() {
        return String.join(" ", JsonLogic.OPERATORS.stream().sorted().toList());
    }
}
