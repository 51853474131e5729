package covey.assign.provider;

import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flag's value as each of OpenFeature's types; null when it has another. A whole number serves as a fraction too. */
final class Values {
    private Values() {}

    static @Nullable Boolean truth(Object value) {
        return value instanceof Boolean flag ? flag : null;
    }

    static @Nullable String text(Object value) {
        return value instanceof String text ? text : null;
    }

    static @Nullable Integer integer(Object value) {
        Long whole = whole(value);
        return (whole != null && whole == whole.intValue()) ? Integer.valueOf(whole.intValue()) : null;
    }

    static @Nullable Long whole(Object value) {
        boolean whole = value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < 9e18;
        return whole ? Long.valueOf(((Number) value).longValue()) : null;
    }

    static @Nullable Double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    static @Nullable Value structure(Object value) {
        return (value instanceof Map || value instanceof List) ? nested(value) : null;
    }

    /** OpenFeature converts no long inside a structure: a whole number is an integer where it fits, else a double. */
    private static Value nested(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((key, field) -> fields.put(String.valueOf(key), field == null ? new Value() : nested(field)));
            return new Value(new ImmutableStructure(fields));
        }
        if (value instanceof List<?> list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(item == null ? new Value() : nested(item)));
            return new Value(items);
        }
        if (value instanceof Number number) {
            Integer integer = value instanceof Double ? null : integer(value);
            return integer == null ? new Value(number.doubleValue()) : new Value(integer);
        }
        return value instanceof Boolean flag ? new Value(flag) : new Value(value.toString());
    }

    static void add(String key, Object value, ImmutableMetadata.ImmutableMetadataBuilder builder) {
        Integer integer = integer(value);
        if (value instanceof Boolean flag) {
            builder.addBoolean(key, flag);
        } else if (integer != null && !(value instanceof Double)) {
            builder.addInteger(key, integer);
        } else if (value instanceof Long whole) {
            builder.addLong(key, whole);
        } else if (value instanceof Number number) {
            builder.addDouble(key, number.doubleValue());
        } else {
            builder.addString(key, value.toString());
        }
    }
}
