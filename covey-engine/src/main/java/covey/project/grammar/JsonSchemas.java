package covey.project.grammar;

import covey.assign.file.ConfigurationFile;
import covey.method.Descriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schema (2020-12) of every file of a project, made from the same keys as the validator; editors use it. */
public final class JsonSchemas {
    private JsonSchemas() {}

    /**
     * Schema documents by name: {@code covey}, {@code models}, {@code metrics}, {@code studies}, {@code profiles}, and
     * {@code assignment}, the file that services assign from.
     *
     * @param kinds methods whose settings a study may have
     */
    public static Map<String, String> of(List<Descriptor> kinds) {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<String, String> schemas = new LinkedHashMap<>();
        Grammar.of(kinds).files().forEach((name, shape) -> {
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            root.put("$id", "urn:covey:schema:" + name);
            root.put("title", "Covey " + name);
            root.putAll(schema(shape));
            schemas.put(name, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        });
        schemas.put("assignment", ConfigurationFile.schema());
        return schemas;
    }

    private static Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.Sequence sequence -> map("type", "array", "items", schema(sequence.item()));
            case Shape.Named named ->
                map(
                        "type",
                        "object",
                        "propertyNames",
                        map("minLength", 1),
                        "additionalProperties",
                        schema(named.item()));
            case Shape.Keys keys -> keys(keys);
            case Shape.Choice choice ->
                map("anyOf", choice.options().stream().map(JsonSchemas::schema).toList());
            case Shape.Variants variants -> variants(variants);
            case Shape.Anything any -> map("not", map("type", "null"));
        };
    }

    private static Map<String, Object> scalar(Shape.Scalar shape) {
        ScalarType type = shape.type();
        if (!shape.allowed().isEmpty()) {
            return map("enum", shape.allowed());
        }
        if (type.jsonType().isEmpty()) {
            return map("type", List.of("string", "number", "boolean"));
        }
        Map<String, Object> schema = map("type", type.jsonType());
        if (type.jsonType().equals("string")) {
            schema.put("pattern", type.pattern().orElse("\\S"));
        }
        ScalarType.Limits limits = type.limits();
        limits.least().ifPresent(l -> schema.put(limits.exclusive() ? "exclusiveMinimum" : "minimum", l));
        limits.most().ifPresent(m -> schema.put(limits.exclusive() ? "exclusiveMaximum" : "maximum", m));
        return schema;
    }

    private static Map<String, Object> keys(Shape.Keys shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key key : shape.keys()) {
            if (key.use() == Key.Use.LATER) {
                continue;
            }
            Map<String, Object> property = schema(key.shape());
            if (!key.description().isEmpty()) {
                property.put("description", key.description());
            }
            properties.put(key.name(), property);
            if (key.use() == Key.Use.REQUIRED) {
                required.add(key.name());
            }
        }
        Map<String, Object> schema = map("type", "object", "properties", properties, "additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> variants(Shape.Variants shape) {
        List<Object> cases = new ArrayList<>();
        shape.variants().forEach((value, keys) -> {
            Map<String, Object> tag = map("const", value);
            cases.add(map(
                    "if",
                    map("properties", map(shape.key(), tag), "required", List.of(shape.key())),
                    "then",
                    keys(keys)));
        });
        Map<String, Object> tag = map("enum", List.copyOf(shape.variants().keySet()));
        return map(
                "type",
                "object",
                "properties",
                map(shape.key(), tag),
                "required",
                List.of(shape.key()),
                "allOf",
                cases);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
