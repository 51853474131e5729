package covey.project.grammar;

import static covey.project.grammar.Key.later;
import static covey.project.grammar.Key.optional;
import static covey.project.grammar.Key.required;
import static covey.project.grammar.ScalarType.METRIC_CALL;
import static covey.project.grammar.ScalarType.MOMENT;
import static covey.project.grammar.ScalarType.NAME;
import static covey.project.grammar.ScalarType.POSITIVE;
import static covey.project.grammar.ScalarType.SCALAR;
import static covey.project.grammar.ScalarType.SHARE;
import static covey.project.grammar.ScalarType.TEXT;

import covey.method.Descriptor;
import covey.method.Language;
import covey.method.SettingDoc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Keys of {@code studies/*.yml}: one grammar for every kind; the free-form parts come from the methods. */
final class StudyGrammar {
    /** Kinds of the language; those without a method are not built yet. */
    private static final List<String> KINDS = List.of(
            "experiment",
            "quasi_experiment",
            "ranking_evaluation",
            "off_policy_evaluation",
            "interleaving",
            "label_evaluation",
            "communities",
            "clustering_evaluation",
            "movement",
            "metric_review",
            "portfolio",
            "offline_online");

    /** Settings that mean the same for every kind; a method that declares one itself wins. */
    private static final List<SettingDoc> COMMON = List.of(
            setting("design", "salt", "text", "Salt of the assignment."),
            setting("design", "layer", "text", "Layer the study shares traffic in."),
            setting("decision", "ship_when", "text", "The rule, in words."),
            setting("decision", "value.metric", "text", "Metric that carries the value."),
            setting("decision", "value.per", "text", "Unit of that value."),
            setting("trust", "sample_ratio.threshold", "number", "p-value below which the gate fails."),
            setting("trust", "sample_ratio.daily", "text", "How days are tested."),
            setting("trust", "sample_ratio.slices", "text", "How slices are tested."),
            setting("trust", "pre_period_balance.threshold", "number", "p-value below which arms differ."),
            setting("trust", "pre_period_balance.action", "text", "What follows."));

    /** Parts that every kind has; a setting of another part is a key of its kind's own. */
    private static final Set<String> PARTS =
            Set.of("design", "analysis", "monitoring", "multiplicity", "decision", "trust");

    /** In a key: a name that the user chooses. */
    private static final String ANY_NAME = "*";

    private StudyGrammar() {}

    private static SettingDoc setting(String part, String key, String type, String description) {
        return new SettingDoc(part, key, type, List.of(), "", description);
    }

    static Shape file(List<Descriptor> kinds) {
        Map<String, List<SettingDoc>> byKind = new LinkedHashMap<>();
        for (Descriptor kind : kinds) {
            byKind.computeIfAbsent(kind.kind(), k -> new ArrayList<>()).addAll(kind.settings());
        }
        Map<String, Shape.Keys> variants = new LinkedHashMap<>();
        Map<String, Language> languages = languages(kinds);
        byKind.forEach((kind, settings) ->
                variants.put(kind, study(kind, settings, languages.getOrDefault(kind, Language.COMMON))));
        List<String> later = KINDS.stream().filter(k -> !byKind.containsKey(k)).toList();
        return new Shape.Variants("study", "kind", variants, later);
    }

    /** What each kind adds to the common grammar. */
    static Map<String, Language> languages(List<Descriptor> kinds) {
        Map<String, Language> languages = new LinkedHashMap<>();
        kinds.forEach(k -> languages.putIfAbsent(k.kind(), k.language()));
        return languages;
    }

    static Shape trust(List<Descriptor> kinds) {
        return part("trust", kinds.stream().flatMap(k -> k.settings().stream()).toList());
    }

    private static Shape.Keys study(String kind, List<SettingDoc> settings, Language language) {
        Shape period = new Shape.Keys(
                "period",
                List.of(
                        required("start", MOMENT, "Start; a date means midnight in the project's zone."),
                        required("end", MOMENT, "End, exclusive."),
                        later("last", "give start and end"),
                        later("against", "give start and end")));
        Key treatment = kind.equals("experiment")
                ? required("treatment", treatment(), "Who got what.")
                : optional("treatment", treatment(), "Who got what.");
        List<Key> keys = new ArrayList<>(List.of(
                required("kind", TEXT, "The question."),
                required("name", NAME, "Name."),
                optional("label", TEXT, "Human label."),
                optional("owner", TEXT, "Who answers for it."),
                optional("tags", Shape.listOf(TEXT), "Tags."),
                optional("question", TEXT, "What is asked."),
                optional("hypothesis", TEXT, "What is expected, and why."),
                needed(language, "unit", Shape.of(NAME), "Unit of analysis."),
                optional("population", population(), "Who the study is about; everybody when absent."),
                needed(language, "period", period, "When exposures, or what is to be foretold, count."),
                treatment,
                needed(language, "metrics", metrics(), "Outcomes by role."),
                optional("design", part("design", settings), "How units were assigned."),
                optional("analysis", part("analysis", settings), "The arithmetic."),
                optional("monitoring", part("monitoring", settings), "How often one looks."),
                optional("multiplicity", part("multiplicity", settings), "Correction per family."),
                optional("slices", Shape.listOf(NAME), "Dimensions to slice by."),
                optional("exclusions", new Shape.Sequence(exclusion()), "Times left out, all arms alike."),
                optional("decision", part("decision", settings), "When to ship.")));
        keys.addAll(own(settings));
        return new Shape.Keys("study", keys);
    }

    private static Shape population() {
        return new Shape.Keys(
                "population",
                List.of(required(
                        "filter",
                        TEXT,
                        "SQL condition on the unit's dimensions, with the values they had at entry: country = 'DE'.")));
    }

    private static Key needed(Language language, String name, Shape shape, String description) {
        return language.notNeeded().contains(name)
                ? optional(name, shape, description)
                : required(name, shape, description);
    }

    /** The kind's own keys, such as {@code truth} and {@code systems}. */
    private static List<Key> own(List<SettingDoc> settings) {
        Map<String, Map<String, SettingDoc>> byPart = new LinkedHashMap<>();
        settings.stream()
                .filter(s -> !PARTS.contains(s.part()))
                .forEach(s -> byPart.computeIfAbsent(s.part(), _ -> new LinkedHashMap<>())
                        .put(s.key(), s));
        List<Key> keys = new ArrayList<>();
        byPart.forEach((part, docs) -> {
            SettingDoc whole = docs.remove("");
            if (docs.isEmpty()) {
                SettingDoc only = Objects.requireNonNull(whole);
                keys.add(optional(part, value(only), only.description()));
            } else {
                Shape map = nested(part, docs);
                Shape shape = whole == null || whole.type().equals("map")
                        ? map
                        : new Shape.Choice(List.of(value(whole), map));
                keys.add(optional(part, shape, whole == null ? "" : whole.description()));
            }
        });
        return keys;
    }

    private static Shape exclusion() {
        return new Shape.Keys(
                "exclusion",
                List.of(
                        required("from", MOMENT, "Start."),
                        required("to", MOMENT, "End, exclusive."),
                        required("reason", TEXT, "Why.")));
    }

    private static Shape treatment() {
        Shape exposures = new Shape.Keys(
                "exposures",
                List.of(
                        required("model", NAME, "Table of exposures."),
                        optional("filter", TEXT, "SQL condition on rows."),
                        optional("arm", NAME, "Column that holds the arm; arm when absent."),
                        optional(
                                "duplicates", Shape.word("exclude", "error"), "What to do with units in several arms."),
                        optional("valid", TEXT, "SQL condition that a sound assignment fulfils.")));
        Shape arm = new Shape.Keys(
                "arm",
                List.of(
                        required("share", SHARE, "Planned share of units."),
                        optional("role", Shape.word("control", "treatment"), "control: the reference."),
                        optional(
                                "value",
                                new Shape.Choice(
                                        List.of(Shape.of(SCALAR), new Shape.Named("field", new Shape.Anything()))),
                                "Value in the arm column and of the flag, with its type; the name when absent. An object is"
                                        + " served by the flag, while the arm column holds the name.")));
        return new Shape.Keys(
                "treatment",
                List.of(
                        required("exposures", exposures, "Rows that say who saw which arm."),
                        required("arms", new Shape.Named("arm", arm), "Arms by name."),
                        later("adoption", "only experiments with exposures are built"),
                        later("anticipation", "only experiments with exposures are built")));
    }

    private static Shape metrics() {
        Shape margin = new Shape.Keys(
                "margin",
                List.of(
                        optional("relative", POSITIVE, "As a fraction of the control value."),
                        optional("absolute", POSITIVE, "In the metric's unit.")));
        Shape mde = new Shape.Keys(
                "mde",
                List.of(
                        optional("relative", POSITIVE, "As a fraction of the control value."),
                        optional("absolute", POSITIVE, "In the metric's unit.")));
        Shape use = new Shape.Keys(
                "metric use",
                List.of(
                        required("metric", METRIC_CALL, "Metric."),
                        optional("margin", margin, "Largest harm that is accepted."),
                        optional("mde", mde, "Effect that the study must be able to see, for covey design."),
                        optional(
                                "unit",
                                NAME,
                                "Unit it is measured on, in a two-sided design; the study's when absent.")));
        Shape list = new Shape.Sequence(new Shape.Choice(List.of(Shape.of(METRIC_CALL), use)));
        return new Shape.Keys(
                "metrics",
                List.of(
                        required("primary", list, "What decides."),
                        optional("guardrails", list, "What must not get worse."),
                        optional("secondary", list, "What explains.")));
    }

    /** A free-form part as the methods' settings describe it; dotted keys nest. */
    private static Shape part(String part, List<SettingDoc> settings) {
        Map<String, SettingDoc> docs = new LinkedHashMap<>();
        Stream.concat(COMMON.stream(), settings.stream())
                .filter(s -> s.part().equals(part))
                .forEach(s -> docs.put(s.key(), s));
        return nested(part, docs);
    }

    private static Shape nested(String title, Map<String, SettingDoc> docs) {
        Map<String, Map<String, SettingDoc>> groups = new LinkedHashMap<>();
        docs.forEach((key, doc) -> {
            int dot = key.indexOf('.');
            String head = dot < 0 ? key : key.substring(0, dot);
            groups.computeIfAbsent(head, h -> new LinkedHashMap<>()).put(dot < 0 ? "" : key.substring(dot + 1), doc);
        });
        Map<String, SettingDoc> named = groups.getOrDefault(ANY_NAME, Map.of());
        if (!named.isEmpty()) {
            SettingDoc own = named.remove("");
            return new Shape.Named(title, named.isEmpty() ? value(Objects.requireNonNull(own)) : nested(title, named));
        }
        List<Key> keys = new ArrayList<>();
        groups.forEach((head, inner) -> {
            SettingDoc own = inner.remove("");
            String fallback = own == null || own.otherwise().isEmpty() ? "" : " Default: " + own.otherwise() + ".";
            Shape map = nested(head, inner);
            Shape shape = own == null ? map : inner.isEmpty() ? value(own) : new Shape.Choice(List.of(map, maps()));
            keys.add(optional(head, shape, own == null ? "" : own.description() + fallback));
        });
        return new Shape.Keys(title, keys);
    }

    private static Shape value(SettingDoc doc) {
        return switch (doc.type()) {
            case "text" -> new Shape.Scalar(TEXT, doc.allowed());
            case "scalar" -> Shape.of(ScalarType.SCALAR);
            case "number" -> Shape.of(ScalarType.NUMBER);
            case "integer" -> Shape.of(ScalarType.INTEGER);
            case "boolean" -> Shape.of(ScalarType.BOOLEAN);
            case "duration" -> Shape.of(ScalarType.DURATION);
            case "moment" -> Shape.of(MOMENT);
            case "list" -> listOrOne(doc.allowed());
            case "map" -> new Shape.Named("setting", new Shape.Anything());
            default ->
                throw new IllegalArgumentException(
                        "setting " + doc.part() + "." + doc.key() + " has the unknown type '" + doc.type() + "'");
        };
    }

    /** A list of maps, where the same key may also be written as one map. */
    private static Shape maps() {
        return new Shape.Sequence(new Shape.Named("setting", new Shape.Anything()));
    }

    /** A list may be written as its only item; items may be maps, such as a covariate with its lookback. */
    private static Shape listOrOne(List<String> allowed) {
        Shape word = allowed.isEmpty() ? Shape.of(SCALAR) : new Shape.Scalar(TEXT, allowed);
        Shape map = new Shape.Named("setting", new Shape.Anything());
        Shape item = new Shape.Choice(List.of(word, map));
        return new Shape.Choice(List.of(word, map, new Shape.Sequence(item)));
    }
}
