package covey.assign.file;

import covey.assign.AssignmentException;
import covey.assign.rule.Condition;
import covey.assign.rule.Relation;
import covey.assign.rule.TextRelation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Conditions as objects: {@code all}, {@code any}, {@code not}, {@code present}, or an attribute with operator and value. */
final class Conditions {
    private Conditions() {}

    static Map<String, Object> written(Condition condition) {
        if (condition instanceof Condition.Everyone) {
            return Map.of("all", List.of());
        }
        if (condition instanceof Condition.All all) {
            return Map.of(
                    "all", all.conditions().stream().map(Conditions::written).toList());
        }
        if (condition instanceof Condition.Any any) {
            return Map.of(
                    "any", any.conditions().stream().map(Conditions::written).toList());
        }
        if (condition instanceof Condition.Not not) {
            return Map.of("not", written(not.condition()));
        }
        if (condition instanceof Condition.Present present) {
            return Map.of("present", present.attribute());
        }
        return compared(condition);
    }

    private static Map<String, Object> compared(Condition condition) {
        if (condition instanceof Condition.Equal equal) {
            return comparison(equal.attribute(), "equals", equal.value());
        }
        if (condition instanceof Condition.In in) {
            return comparison(
                    in.attribute(), "in", in.values().stream().sorted().toList());
        }
        if (condition instanceof Condition.Text text) {
            return comparison(text.attribute(), word(text.relation()), text.value());
        }
        if (condition instanceof Condition.Compare compare) {
            return comparison(compare.attribute(), "number_" + word(compare.relation()), compare.value());
        }
        if (condition instanceof Condition.Version version) {
            return comparison(version.attribute(), "version_" + word(version.relation()), version.value());
        }
        throw new IllegalStateException("no form for " + condition);
    }

    private static Map<String, Object> comparison(String attribute, String operator, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("attribute", attribute);
        map.put("operator", operator);
        map.put("value", value);
        return map;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Condition read(Fields fields) {
        Condition condition;
        if (fields.has("all")) {
            List<Condition> all = several(fields, "all");
            condition = all.isEmpty() ? new Condition.Everyone() : new Condition.All(all);
        } else if (fields.has("any")) {
            condition = new Condition.Any(several(fields, "any"));
        } else if (fields.has("not")) {
            condition = new Condition.Not(read(fields.object("not")));
        } else if (fields.has("present")) {
            condition = new Condition.Present(fields.text("present"));
        } else {
            condition = comparison(fields);
        }
        fields.end();
        return condition;
    }

    private static List<Condition> several(Fields fields, String key) {
        List<Condition> conditions = new ArrayList<>();
        fields.objects(key).forEach(one -> conditions.add(read(one)));
        return conditions;
    }

    private static Condition comparison(Fields fields) {
        String attribute = fields.text("attribute");
        String operator = fields.text("operator");
        if (operator.equals("equals")) {
            return new Condition.Equal(attribute, fields.value("value"));
        }
        if (operator.equals("in")) {
            return new Condition.In(attribute, texts(fields));
        }
        for (TextRelation relation : TextRelation.values()) {
            if (operator.equals(word(relation))) {
                return new Condition.Text(attribute, relation, fields.text("value"));
            }
        }
        for (Relation relation : Relation.values()) {
            if (operator.equals("number_" + word(relation))) {
                return new Condition.Compare(attribute, relation, fields.number("value"));
            }
            if (operator.equals("version_" + word(relation))) {
                return version(fields, attribute, relation);
            }
        }
        throw new AssignmentException(
                fields.place("operator"), "unknown operator '" + operator + "'", "covey schema assignment lists them.");
    }

    private static Condition version(Fields fields, String attribute, Relation relation) {
        try {
            return new Condition.Version(attribute, relation, fields.text("value"));
        } catch (AssignmentException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new AssignmentException(
                    fields.place("value"), String.valueOf(fault.getMessage()), "Correct the version.");
        }
    }

    private static Set<String> texts(Fields fields) {
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : fields.list("value")) {
            if (!(item instanceof String text)) {
                throw new AssignmentException(
                        fields.place("value"), "holds " + item + ", which is no text", "Quote it.");
            }
            texts.add(text);
        }
        return texts;
    }
}
