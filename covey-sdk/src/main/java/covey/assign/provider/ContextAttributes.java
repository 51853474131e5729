package covey.assign.provider;

import covey.assign.rule.Attributes;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenFeature's evaluation context as attributes; the targeting key goes by {@code targetingKey}. */
record ContextAttributes(@Nullable EvaluationContext context) implements Attributes {
    @Override
    public @Nullable Object attribute(String name) {
        if (context == null) {
            return null;
        }
        if (name.equals(EvaluationContext.TARGETING_KEY)) {
            return context.getTargetingKey();
        }
        Value value = context.getValue(name);
        return value == null || value.isNull() ? null : plain(value);
    }

    private static Object plain(Value value) {
        if (value.isStructure()) {
            Map<String, Object> fields = new HashMap<>();
            value.asStructure().asMap().forEach((key, field) -> {
                if (field != null && !field.isNull()) {
                    fields.put(key, plain(field));
                }
            });
            return fields;
        }
        if (value.isList()) {
            List<Object> items = new ArrayList<>();
            value.asList().forEach(item -> items.add(item.isNull() ? "" : plain(item)));
            return items;
        }
        return value.isInstant() ? value.asInstant().toString() : value.asObject();
    }
}
