package covey.assign.flagd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JsonLogic's plain operators, with the conversions of JavaScript that it is defined by. */
final class Operands {
    private Operands() {}

    static @Nullable Object apply(String operator, List<@Nullable Object> values) {
        return switch (operator) {
            case "!" -> !truthy(at(values, 0));
            case "!!" -> truthy(at(values, 0));
            case "==" -> loose(at(values, 0), at(values, 1));
            case "!=" -> !loose(at(values, 0), at(values, 1));
            case "===" -> strict(at(values, 0), at(values, 1));
            case "!==" -> !strict(at(values, 0), at(values, 1));
            case "<", "<=", ">", ">=" -> ordered(operator, values);
            case "in" -> in(at(values, 0), at(values, 1));
            case "cat" -> cat(values);
            case "substr" -> substring(values);
            case "merge" -> merge(values);
            default -> arithmetic(operator, values);
        };
    }

    private static @Nullable Object at(List<@Nullable Object> values, int index) {
        return index < values.size() ? values.get(index) : null;
    }

    static boolean truthy(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return value != null && !value.equals("");
    }

    static String text(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(Operands::text).toList());
        }
        return value == null ? "" : value.toString();
    }

    private static boolean strict(@Nullable Object left, @Nullable Object right) {
        return (left instanceof Number l && right instanceof Number r)
                ? l.doubleValue() == r.doubleValue()
                : Objects.equals(left, right);
    }

    private static boolean loose(@Nullable Object left, @Nullable Object right) {
        boolean alike = left == null
                || right == null
                || left.getClass() == right.getClass()
                || left instanceof List
                || right instanceof List;
        return alike ? strict(left, right) : number(left) == number(right);
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value == null) {
            return 0;
        }
        String text = value.toString().strip();
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean ordered(String operator, List<@Nullable Object> values) {
        for (int i = 0; i + 1 < values.size(); i++) {
            if (!ordered(operator, values.get(i), values.get(i + 1))) {
                return false;
            }
        }
        return values.size() > 1;
    }

    private static boolean ordered(String operator, @Nullable Object left, @Nullable Object right) {
        boolean texts = left instanceof String && right instanceof String;
        double l = texts ? text(left).compareTo(text(right)) : number(left);
        double r = texts ? 0 : number(right);
        return switch (operator) {
            case "<" -> l < r;
            case "<=" -> l <= r;
            case ">" -> l > r;
            default -> l >= r;
        };
    }

    private static boolean in(@Nullable Object needle, @Nullable Object hay) {
        if (hay instanceof String text) {
            return needle instanceof String part && text.contains(part);
        }
        return hay instanceof List<?> list && list.stream().anyMatch(item -> strict(needle, item));
    }

    private static String cat(List<@Nullable Object> values) {
        StringBuilder joined = new StringBuilder();
        values.forEach(value -> joined.append(text(value)));
        return joined.toString();
    }

    private static String substring(List<@Nullable Object> values) {
        String text = text(at(values, 0));
        int start = (int) number(at(values, 1));
        int from = Math.min(text.length(), start < 0 ? Math.max(0, text.length() + start) : start);
        if (values.size() < 3) {
            return text.substring(from);
        }
        int count = (int) number(values.get(2));
        int to = count < 0 ? text.length() + count : Math.min(text.length(), from + count);
        return text.substring(from, Math.max(from, to));
    }

    private static List<@Nullable Object> merge(List<@Nullable Object> values) {
        List<@Nullable Object> merged = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof List<?> list) {
                merged.addAll(list);
            } else {
                merged.add(value);
            }
        }
        return merged;
    }

    private static @Nullable Object arithmetic(String operator, List<@Nullable Object> values) {
        if (values.isEmpty()) {
            return null;
        }
        double result = number(values.get(0));
        if (values.size() == 1 && operator.equals("-")) {
            result = -result;
        }
        for (int i = 1; i < values.size(); i++) {
            double next = number(values.get(i));
            result = switch (operator) {
                case "+" -> result + next;
                case "-" -> result - next;
                case "*" -> result * next;
                case "/" -> result / next;
                case "%" -> result % next;
                case "max" -> Math.max(result, next);
                case "min" -> Math.min(result, next);
                default -> throw new RuleFault("unknown operator " + operator);
            };
        }
        return Double.isFinite(result) ? result : null;
    }
}
