package covey.http;

import covey.assign.Assignment;
import covey.assign.Reason;
import covey.assignment.Assignments;
import covey.assignment.Evaluator;
import covey.assignment.StudyAssignment;
import covey.study.CoveyException;
import covey.study.plan.Hashes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenFeature Remote Evaluation Protocol 0.3: a flag a study, its value the value of the arm, the control's outside the
 * study. The unit is the context's attribute with the name of the study's unit, else its {@code targetingKey}. Safe for
 * threads.
 */
final class Ofrep {
    static final String FLAGS = "/ofrep/v1/evaluate/flags";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Assignments assignments;
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    Ofrep(Assignments assignments) {
        this.assignments = assignments;
    }

    /** A study, and how long it stays as it is. */
    private record Compiled(StudyAssignment study, Evaluator evaluator, Instant until) {}

    /** A context that cannot be evaluated: code and details of the protocol. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refusal(String code, String details) {
            super(details);
            this.code = code;
        }

        ObjectNode document(String key) {
            ObjectNode node = JSON.createObjectNode();
            if (!key.isEmpty()) {
                node.put("key", key);
            }
            return node.put("errorCode", code).put("errorDetails", String.valueOf(getMessage()));
        }
    }

    /** Whether it answers at a path. */
    static boolean answers(String path) {
        return path.equals(FLAGS) || path.startsWith(FLAGS + "/");
    }

    /** One flag. */
    Answer single(String key, byte[] body) {
        try {
            if (!assignments.studies().contains(key)) {
                String details = "there is no study '" + key + "' that assigns";
                return Answer.json(
                        404,
                        new Refusal("FLAG_NOT_FOUND", details).document(key).toString());
            }
            return Answer.json(evaluation(key, context(body)).toString());
        } catch (Refusal e) {
            return Answer.json(400, e.document(key).toString());
        }
    }

    /** All flags, or 304 when nothing changed for this context. */
    Answer bulk(byte[] body, @Nullable String known) {
        ArrayNode flags = JSON.createArrayNode();
        try {
            JsonNode context = context(body);
            for (String key : assignments.studies()) {
                flags.add(evaluated(key, context));
            }
        } catch (Refusal e) {
            return Answer.json(400, e.document("").toString());
        }
        String document = JSON.createObjectNode().set("flags", flags).toString();
        String tag = "\"" + Hashes.sha256(document) + "\"";
        boolean same = known != null
                && (known.strip().equals("*")
                        || List.of(known.replace("W/", "").split("\\s*,\\s*", -1))
                                .contains(tag));
        return same ? Answer.unchanged(tag) : Answer.json(document).tagged(tag);
    }

    private ObjectNode evaluated(String key, JsonNode context) {
        try {
            return evaluation(key, context);
        } catch (Refusal e) {
            return e.document(key);
        }
    }

    private ObjectNode evaluation(String key, JsonNode context) throws Refusal {
        Compiled flag = current(key);
        Map<String, Object> attributes = attributes(context);
        Assignment assignment = flag.evaluator().assignment(unit(flag.study(), context), attributes);
        ObjectNode node = JSON.createObjectNode().put("key", key).put("reason", reason(assignment.reason()));
        String arm = assignment.arm();
        if (arm != null) {
            node.put("variant", arm);
        }
        node.set("value", JSON.valueToTree(assignment.value()));
        node.set(
                "metadata",
                JSON.createObjectNode()
                        .put("study", key)
                        .put("unit", flag.study().unit())
                        .put("assignment", assignment.reason().name()));
        return node;
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case SPLIT -> "SPLIT";
            case OVERRIDE -> "TARGETING_MATCH";
            case DISABLED -> "DISABLED";
            default -> "DEFAULT";
        };
    }

    private Compiled current(String key) throws Refusal {
        try {
            return compiled(key);
        } catch (CoveyException e) {
            throw new Refusal("GENERAL", e.getMessage() + (e.advice().isEmpty() ? "" : "; " + e.advice()));
        }
    }

    private Compiled compiled(String key) {
        Instant now = assignments.now();
        Compiled known = compiled.get(key);
        if (known != null && now.isBefore(known.until())) {
            return known;
        }
        StudyAssignment study = assignments.declared(key);
        Compiled fresh = new Compiled(study, assignments.evaluator(key, now), study.nextChange(now));
        compiled.put(key, fresh);
        return fresh;
    }

    private static JsonNode context(byte[] body) throws Refusal {
        JsonNode document;
        try {
            document = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new Refusal("PARSE_ERROR", "the body is no JSON: " + e.getOriginalMessage());
        }
        JsonNode context = document.path("context");
        if (!context.isObject()) {
            throw new Refusal("INVALID_CONTEXT", "the body has no object 'context'");
        }
        return context;
    }

    private static String unit(StudyAssignment study, JsonNode context) throws Refusal {
        String named = context.path(study.unit()).isMissingNode() ? "targetingKey" : study.unit();
        JsonNode id = context.path(named);
        if (id.isMissingNode() || id.isNull() || (id.isString() && id.asString().isEmpty())) {
            throw new Refusal(
                    "TARGETING_KEY_MISSING",
                    "the context has neither '" + study.unit() + "' nor targetingKey, the id of the " + study.unit());
        }
        if (!id.isString() && !id.isIntegralNumber()) {
            throw new Refusal("INVALID_CONTEXT", "'" + named + "' is " + id + ", neither text nor a whole number");
        }
        return id.asString();
    }

    private static Map<String, Object> attributes(JsonNode context) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        context.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (value.isString()) {
                attributes.put(property.getKey(), value.asString());
            } else if (value.isBoolean()) {
                attributes.put(property.getKey(), value.asBoolean());
            } else if (value.isNumber()) {
                attributes.put(property.getKey(), value.asDouble());
            }
        });
        return attributes;
    }
}
