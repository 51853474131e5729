package covey.assign.flagd;

import covey.assign.AssignmentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts {@code $evaluators} where they are referred to, and refuses operators that are not known. */
final class Rules {
    private static final int DEPTH = 100;

    private final Map<?, ?> evaluators;

    Rules(@Nullable Object evaluators) {
        this.evaluators = evaluators instanceof Map<?, ?> map ? map : Map.of();
    }

    @Nullable
    Object resolved(String at, @Nullable Object rule) {
        return resolved(at, rule, 0);
    }

    private @Nullable Object resolved(String at, @Nullable Object rule, int depth) {
        if (depth > DEPTH) {
            throw new AssignmentException(at, "refers to itself through $ref", "Break the circle.");
        }
        if (rule instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(resolved(at, item, depth + 1)));
            return items;
        }
        if (!(rule instanceof Map<?, ?> map) || map.isEmpty()) {
            return rule;
        }
        String operator = String.valueOf(map.keySet().iterator().next());
        if (map.size() != 1) {
            throw new AssignmentException(at, "holds a rule with " + map.size() + " operators", "Write one.");
        }
        Object argument = map.get(operator);
        if (operator.equals("$ref")) {
            if (argument == null || !evaluators.containsKey(argument)) {
                throw new AssignmentException(at, "$ref '" + argument + "' is not in $evaluators", "Declare it there.");
            }
            return resolved(at, evaluators.get(argument), depth + 1);
        }
        if (!JsonLogic.OPERATORS.contains(operator)) {
            throw new AssignmentException(at, "unknown operator '" + operator + "'", "Known: " + known() + ".");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        copy.put(operator, resolved(at, argument, depth + 1));
        return copy;
    }

    private static String known() {
        return String.join(" ", JsonLogic.OPERATORS.stream().sorted().toList());
    }
}
