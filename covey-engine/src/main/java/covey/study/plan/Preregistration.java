package covey.study.plan;

import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Location;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.result.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a study commits itself to: its question, population, period, arms, assignment, metrics with their definitions
 * and margins, what they are read from, and every effective setting of design, analysis, monitoring, multiplicity,
 * decision and trust, defaults included, so that a default that changes is seen too. Not part of it: what only the planning reads, and the privacy of what is shown.
 *
 * @param items dotted key to its value and place, in reading order
 */
public record Preregistration(Map<String, Item> items) {
    private static final Set<String> NOT_COMMITTED = Set.of("design.power", "privacy.min_cell");

    private static final List<String> PLANNING = List.of("design.history.", "design.prior.");

    /** Who gets which arm; no analysis reads it. */
    private static final List<String> ASSIGNMENT =
            List.of("layer", "slot", "holdout.name", "holdout.share", "ramp", "targeting", "overrides");

    public Preregistration {
        items = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    /**
     * One commitment.
     *
     * @param value value as text
     * @param where where it was declared; {@code default} when it was not
     */
    public record Item(String value, String where) {}

    /**
     * The commitments of a study.
     *
     * @param settings effective settings of the method that will run it
     */
    public static Preregistration of(Study study, List<Setting> settings) {
        Map<String, Item> items = new LinkedHashMap<>();
        String file = study.location().toString();
        items.put("question", new Item(study.question(), file));
        items.put("unit", new Item(study.unit(), file));
        items.put("period.start", new Item(study.start().toString(), file));
        items.put("period.end", new Item(study.end().toString(), file));
        study.treatment().ifPresent(t -> treatment(items, t));
        study.treatment().ifPresent(_ -> assignment(items, study));
        metrics(items, study);
        items.put("slices", new Item(String.join(", ", study.slices()), file));
        items.put(
                "exclusions",
                new Item(
                        study.exclusions().stream()
                                .map(x -> x.from() + " to " + x.to() + ": " + x.reason())
                                .collect(Collectors.joining("; ")),
                        file));
        items.putAll(Sources.of(study));
        for (Setting setting : settings) {
            boolean committed =
                    !NOT_COMMITTED.contains(setting.name()) && PLANNING.stream().noneMatch(setting.name()::startsWith);
            if (committed) {
                items.put(setting.name(), new Item(setting.value(), setting.origin()));
            }
        }
        return new Preregistration(items);
    }

    private static void treatment(Map<String, Item> items, Study.Treatment treatment) {
        String where = treatment.location().toString();
        items.put("exposures.model", new Item(treatment.model(), where));
        items.put("exposures.arm", new Item(treatment.armColumn(), where));
        items.put("exposures.filter", new Item(treatment.filter(), where));
        items.put("exposures.valid", new Item(treatment.valid(), where));
        items.put("exposures.duplicates", new Item(treatment.duplicates(), where));
        for (Study.Arm arm : treatment.arms()) {
            String role = arm.control() ? "control" : "treatment";
            items.put(
                    "arms." + arm.name(),
                    new Item(role + ", share " + arm.share() + ", value " + declared(arm), where));
        }
    }

    /** An object that the flag serves counts beside the value in the arm column. */
    private static String declared(Study.Arm arm) {
        return arm.served() instanceof Map ? arm.value() + ", served as " + arm.served() : arm.value();
    }

    private static void assignment(Map<String, Item> items, Study study) {
        items.put("design.salt", new Item(study.design().text("salt", study.name()), origin(study, "salt")));
        for (String key : ASSIGNMENT) {
            items.put("design." + key, new Item(study.design().text(key, ""), origin(study, key)));
        }
    }

    private static String origin(Study study, String key) {
        return study.design().origin(key);
    }

    /** Whether a commitment was not yet registered in plans of the first form. */
    static boolean later(String key) {
        return key.startsWith(Sources.PREFIX)
                || key.equals("design.salt")
                || ASSIGNMENT.stream().anyMatch(a -> key.equals("design." + a));
    }

    private static void metrics(Map<String, Item> items, Study study) {
        for (Role role : Role.values()) {
            String names = study.metrics().stream()
                    .filter(m -> m.role() == role)
                    .map(m -> m.metric().name())
                    .collect(Collectors.joining(", "));
            items.put(
                    "metrics." + role.name().toLowerCase(Locale.ROOT),
                    new Item(names, study.location().toString()));
        }
        for (MetricUse use : study.metrics()) {
            String name = "metrics." + use.metric().name() + ".";
            String where = use.location().toString();
            size(items, name + "margin", use.margin(), use.marginScale(), where);
            size(items, name + "mde", use.mde(), use.mdeScale(), where);
            Location defined = use.metric().location();
            items.put(
                    name + "definition", new Item(MetricMeaning.of(use.metric().definition()), defined.toString()));
        }
        Sources.covariates(study)
                .forEach(m -> items.putIfAbsent(
                        "metrics." + m.name() + ".definition",
                        new Item(MetricMeaning.of(m.definition()), m.location().toString())));
    }

    private static void size(Map<String, Item> items, String key, OptionalDouble value, Scale scale, String where) {
        if (value.isPresent()) {
            String of = scale == Scale.RELATIVE_DIFFERENCE ? "relative " : "absolute ";
            items.put(key, new Item(of + value.getAsDouble(), where));
        }
    }

    /** The same commitments and others, as they stand in the plan. */
    Preregistration with(Map<String, String> others) {
        Map<String, Item> all = new LinkedHashMap<>(items);
        others.forEach((key, value) -> all.put(key, new Item(value, "the plan")));
        return new Preregistration(all);
    }

    /** Keys with their values. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        items.forEach((key, item) -> values.put(key, item.value()));
        return values;
    }
}
