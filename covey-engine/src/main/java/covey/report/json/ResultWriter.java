package covey.report.json;

import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Provenance;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import covey.result.Test;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes each record field by field; what is not written here is not in the file. */
final class ResultWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ResultWriter() {}

    static ObjectNode tree(StudyResult r) {
        ObjectNode node = NODES.objectNode();
        node.put("schema_version", r.schemaVersion());
        node.put("run", r.run());
        node.put("invalidated", r.invalidated());
        node.set("study", study(r.study()));
        node.set("outcomes", array(r.outcomes(), ResultWriter::outcome));
        node.set("diagnostics", array(r.diagnostics(), ResultWriter::diagnostic));
        node.set("provenance", provenance(r.provenance()));
        return node;
    }

    private static ObjectNode study(StudyInfo s) {
        ObjectNode node = NODES.objectNode();
        node.put("name", s.name());
        node.put("kind", s.kind());
        node.put("label", s.label());
        node.put("question", s.question());
        node.put("owner", s.owner());
        node.put("unit", s.unit());
        node.put("start", s.start());
        node.put("last_day", s.lastDay());
        node.put("timezone", s.timezone());
        node.set("arms", array(s.arms(), a -> {
            ObjectNode arm = NODES.objectNode();
            arm.put("name", a.name());
            arm.put("control", a.control());
            arm.set("share", number(a.share()));
            arm.put("units", a.units());
            return arm;
        }));
        node.set("metrics", array(s.metrics(), ResultWriter::metric));
        node.put("ship_when", s.shipWhen());
        return node;
    }

    private static ObjectNode metric(MetricInfo m) {
        ObjectNode node = NODES.objectNode();
        node.put("name", m.name());
        node.put("label", m.label());
        node.put("description", m.description());
        node.put("kind", m.kind());
        node.put("role", code(m.role()));
        node.put("goal", code(m.goal()));
        node.put("unit", m.unit());
        node.set("margin", number(m.margin()));
        node.put("margin_scale", code(m.marginScale()));
        node.put("definition", m.definition());
        node.put("version", m.version());
        return node;
    }

    private static ObjectNode outcome(Outcome outcome) {
        ObjectNode node = NODES.objectNode();
        node.set("estimand", estimand(outcome.estimand()));
        switch (outcome) {
            case Estimate e -> {
                node.set("estimate", number(e.value()));
                node.set("std_error", number(e.standardError()));
                node.set(
                        "interval",
                        e.interval().<JsonNode>map(ResultWriter::interval).orElse(NODES.nullNode()));
                node.set("test", e.test().<JsonNode>map(ResultWriter::test).orElse(NODES.nullNode()));
                node.put("n", e.n());
                node.put("adjusted_by", e.adjustedBy());
            }
            case NotEstimable n -> {
                node.put("reason", code(n.reason()));
                node.put("message", n.message());
                node.put("advice", n.advice());
            }
        }
        return node;
    }

    private static ObjectNode estimand(Estimand e) {
        ObjectNode node = NODES.objectNode();
        node.put("analysis", e.analysis());
        node.put("metric", e.metric());
        node.put("name", e.name());
        node.put("scale", code(e.scale()));
        node.put("arm", e.arm());
        node.put("reference", e.reference());
        node.put("segment", e.segment());
        node.set("at", texts(e.at()));
        node.put("unit", e.unit());
        return node;
    }

    private static ObjectNode interval(Interval i) {
        ObjectNode node = NODES.objectNode();
        if (i.lower() == Double.POSITIVE_INFINITY || i.upper() == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("interval holds no number: " + i);
        }
        node.set("conf_low", Double.isInfinite(i.lower()) ? NODES.nullNode() : number(i.lower()));
        node.set("conf_high", Double.isInfinite(i.upper()) ? NODES.nullNode() : number(i.upper()));
        node.set("conf_level", number(i.level()));
        node.put("coverage", code(i.coverage()));
        node.put("method", i.method());
        return node;
    }

    private static ObjectNode test(Test t) {
        ObjectNode node = NODES.objectNode();
        node.put("name", t.name());
        node.set("statistic", number(t.statistic()));
        node.set("df", number(t.df()));
        node.set("p_value", number(t.pValue()));
        node.set(
                "adjusted",
                t.adjusted()
                        .<JsonNode>map(a -> {
                            ObjectNode adjusted = NODES.objectNode();
                            adjusted.set("p_value", number(a.value()));
                            adjusted.put("family", a.family());
                            adjusted.put("procedure", a.procedure());
                            return adjusted;
                        })
                        .orElse(NODES.nullNode()));
        return node;
    }

    private static ObjectNode diagnostic(Diagnostic d) {
        ObjectNode node = NODES.objectNode();
        node.put("check", d.check());
        node.put("severity", code(d.severity()));
        node.put("metric", d.metric());
        node.put("message", d.message());
        node.set("causes", array(d.causes(), NODES::stringNode));
        node.put("advice", d.advice());
        node.set("values", texts(d.values()));
        node.put("sql", d.sql());
        return node;
    }

    private static ObjectNode provenance(Provenance p) {
        ObjectNode node = NODES.objectNode();
        node.put("specification", p.specification());
        node.put("specification_hash", p.specificationHash());
        node.set("queries", array(p.queries(), q -> {
            ObjectNode query = NODES.objectNode();
            query.put("name", q.name());
            query.put("purpose", q.purpose());
            query.put("sql", q.sql());
            query.put("hash", q.hash());
            return query;
        }));
        node.put("engine", p.engine());
        node.put("as_of", p.asOf());
        node.set("data_until", texts(p.dataUntil()));
        ObjectNode rows = NODES.objectNode();
        p.rows().forEach((model, count) -> rows.put(model, count.longValue()));
        node.set("rows", rows);
        node.set("dropped", array(p.dropped(), d -> {
            ObjectNode dropped = NODES.objectNode();
            dropped.put("what", d.what());
            dropped.put("count", d.count());
            dropped.put("reason", d.reason());
            return dropped;
        }));
        node.put("seed", p.seed());
        node.put("code_version", p.codeVersion());
        node.set("settings", array(p.settings(), s -> {
            ObjectNode setting = NODES.objectNode();
            setting.put("name", s.name());
            setting.put("value", s.value());
            setting.put("origin", s.origin());
            return setting;
        }));
        node.put("computed_at", p.computedAt());
        return node;
    }

    private static <T> ArrayNode array(List<T> items, Function<T, ? extends JsonNode> each) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }

    private static ObjectNode texts(Map<String, String> map) {
        ObjectNode node = NODES.objectNode();
        map.forEach(node::put);
        return node;
    }

    private static JsonNode number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NODES.nullNode();
    }

    private static JsonNode number(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("NaN cannot be written: a missing number needs its reason");
        }
        return Double.isInfinite(value) ? NODES.stringNode(Double.toString(value)) : NODES.numberNode(value);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
