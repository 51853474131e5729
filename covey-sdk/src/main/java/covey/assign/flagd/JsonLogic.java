package covey.assign.flagd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JsonLogic (jsonlogic.com) with flagd's operators. An operator that is given what it cannot take gives null, as in flagd;
 * an operator that is not known is refused when the file is read. Not there: operators over lists of objects (map, filter,
 * reduce, all, none, some).
 */
final class JsonLogic {
    static final Set<String> OPERATORS = Set.of(
            "var",
            "missing",
            "missing_some",
            "map",
            "filter",
            "reduce",
            "all",
            "none",
            "some",
            "if",
            "?:",
            "and",
            "or",
            "!",
            "!!",
            "==",
            "===",
            "!=",
            "!==",
            "<",
            "<=",
            ">",
            ">=",
            "+",
            "-",
            "*",
            "/",
            "%",
            "max",
            "min",
            "in",
            "cat",
            "substr",
            "merge",
            "starts_with",
            "ends_with",
            "sem_ver",
            "fractional");

    private final Frame frame;

    JsonLogic(Frame frame) {
        this.frame = frame;
    }

    @Nullable
    Object evaluate(@Nullable Object rule) {
        if (rule instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(item -> values.add(evaluate(item)));
            return values;
        }
        if (!(rule instanceof Map<?, ?> map) || map.size() != 1) {
            return rule;
        }
        Map.Entry<?, ?> entry = map.entrySet().iterator().next();
        List<?> arguments = entry.getValue() instanceof List<?> list ? list : single(entry.getValue());
        String name = String.valueOf(entry.getKey());
        return switch (name) {
            case "if", "?:" -> choose(arguments);
            case "and" -> connect(arguments, false);
            case "or" -> connect(arguments, true);
            case "map", "filter", "reduce", "all", "none", "some" -> Items.apply(name, arguments, frame);
            default -> apply(name, arguments);
        };
    }

    private static List<@Nullable Object> single(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        return list;
    }

    private @Nullable Object choose(List<?> arguments) {
        int i = 0;
        for (; i + 1 < arguments.size(); i += 2) {
            if (Operands.truthy(evaluate(arguments.get(i)))) {
                return evaluate(arguments.get(i + 1));
            }
        }
        return i < arguments.size() ? evaluate(arguments.get(i)) : null;
    }

    private @Nullable Object connect(List<?> arguments, boolean until) {
        Object value = null;
        for (Object argument : arguments) {
            value = evaluate(argument);
            if (Operands.truthy(value) == until) {
                return value;
            }
        }
        return value;
    }

    private @Nullable Object apply(String operator, List<?> raw) {
        List<@Nullable Object> values = new ArrayList<>();
        raw.forEach(argument -> values.add(evaluate(argument)));
        try {
            return switch (operator) {
                case "var" -> variable(values);
                case "missing" -> missing(values);
                case "missing_some" -> missingSome(values);
                case "fractional" -> Fractional.evaluate(values, frame);
                case "sem_ver" -> Versions.evaluate(values);
                case "starts_with" -> text(values, 0).startsWith(text(values, 1));
                case "ends_with" -> text(values, 0).endsWith(text(values, 1));
                default -> Operands.apply(operator, values);
            };
        } catch (RuleFault fault) {
            return null;
        }
    }

    private @Nullable Object variable(List<@Nullable Object> values) {
        Object path = values.isEmpty() ? "" : values.get(0);
        Object found = frame.variable(Operands.text(path));
        return (found == null && values.size() > 1) ? values.get(1) : found;
    }

    private List<@Nullable Object> missing(List<@Nullable Object> values) {
        List<@Nullable Object> missing = new ArrayList<>();
        List<?> names = (!values.isEmpty() && values.get(0) instanceof List<?> list) ? list : values;
        for (Object name : names) {
            Object found = frame.variable(Operands.text(name));
            if (found == null || found.equals("")) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** What is missing of a list of names, or nothing when as many as are needed are there. */
    private List<@Nullable Object> missingSome(List<@Nullable Object> values) {
        if (values.size() != 2
                || !(values.get(0) instanceof Number need)
                || !(values.get(1) instanceof List<?> names)) {
            throw new RuleFault("missing_some takes how many are needed and a list of names");
        }
        List<@Nullable Object> missing = missing(new ArrayList<>(names));
        return names.size() - missing.size() >= need.intValue() ? List.of() : missing;
    }

    private static String text(List<@Nullable Object> values, int index) {
        if (values.size() != 2 || !(values.get(index) instanceof String)) {
            throw new RuleFault("two texts are expected");
        }
        return Objects.requireNonNull((String) values.get(index));
    }
}
