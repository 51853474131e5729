package covey.assignment;

import covey.assign.Assignment;
import covey.assign.AssignmentException;
import covey.assign.flagd.FlagdExport;
import covey.assign.flagd.FlagdFlags;
import covey.assign.json.JsonReader;
import covey.assign.rule.Attributes;
import covey.method.SpecificationException;
import covey.metric.Location;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Studies as a file in flagd's format, and such a file as drafts of studies. */
final class FlagdFiles {
    private FlagdFiles() {}

    /** The studies as they stand at an instant; {@link FlagdExport} says what is kept and that units are not. */
    static String export(List<StudyAssignment> studies, Instant at) {
        return FlagdExport.write(StudyConfiguration.of(studies, at));
    }

    /** A draft for each flag with two variants or more. */
    static List<FlagDraft> drafts(String text) {
        FlagdFlags flags = read(text);
        List<FlagDraft> drafts = new ArrayList<>();
        if (JsonReader.read(text) instanceof Map<?, ?> root && root.get("flags") instanceof Map<?, ?> declared) {
            for (String key : flags.keys()) {
                drafts.add(draft(key, flags.variants(key), declared.get(key)));
            }
        }
        return drafts;
    }

    /** What flagd gives a unit of a log by these flags. */
    static Replay.Assigner assigner(String key, String text) {
        FlagdFlags flags = read(text);
        if (!flags.keys().contains(key)) {
            throw new SpecificationException(
                    Location.NONE,
                    "the flags have no flag '" + key + "', the name of the study",
                    "there are: " + String.join(", ", flags.keys()));
        }
        return (unit, _) -> {
            Assignment assignment = flags.evaluate(key, Attributes.of(Map.of("targetingKey", unit)));
            return assignment == null ? Optional.empty() : Optional.ofNullable(assignment.arm());
        };
    }

    private static FlagdFlags read(String text) {
        try {
            return FlagdFlags.read(text, InstantSource.fixed(Instant.EPOCH));
        } catch (AssignmentException e) {
            throw new SpecificationException(Location.NONE, Objects.toString(e.getMessage(), ""), "");
        }
    }

    private static FlagDraft draft(String key, List<String> variants, @Nullable Object declared) {
        Object targeting = declared instanceof Map<?, ?> flag ? flag.get("targeting") : null;
        List<?> fractional = fractional(targeting, variants);
        Map<String, Double> shares = fractional == null ? Map.of() : shares(fractional);
        boolean whole = targeting instanceof Map<?, ?> rule && rule.containsKey("fractional");
        String understood = shares.isEmpty()
                ? "no fractional rule: the shares are yours to fill in"
                : whole
                        ? "a fractional rule, carried over"
                        : "a fractional rule under conditions, which are not carried over";
        Map<String, Double> arms = new LinkedHashMap<>(shares);
        if (arms.isEmpty()) {
            variants.forEach(v -> arms.put(v, 0.0));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (declared instanceof Map<?, ?> flag && flag.get("variants") instanceof Map<?, ?> given) {
            given.forEach((variant, value) -> {
                if (value != null && !(value instanceof List) && !value.equals(variant)) {
                    values.put(String.valueOf(variant), value);
                }
            });
            boolean lists = given.values().stream().anyMatch(v -> v instanceof List);
            understood += lists ? "; values that are lists are not carried over" : "";
        }
        return new FlagDraft(key, arms, values, understood);
    }

    /** The first fractional rule that chooses among the variants, wherever it stands; a draw may also choose who is in. */
    private static @Nullable List<?> fractional(@Nullable Object rule, List<String> variants) {
        if (rule instanceof Map<?, ?> map
                && map.get("fractional") instanceof List<?> found
                && variants.containsAll(shares(found).keySet())) {
            return found;
        }
        Iterable<?> inner =
                rule instanceof Map<?, ?> map ? map.values() : rule instanceof List<?> list ? list : List.of();
        for (Object one : inner) {
            List<?> found = fractional(one, variants);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Shares by variant: weights over their sum, 1 where none is given. */
    private static Map<String, Double> shares(List<?> fractional) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Object item : fractional) {
            if (item instanceof List<?> pair && !pair.isEmpty() && pair.get(0) instanceof String variant) {
                boolean weighted = pair.size() > 1 && pair.get(1) instanceof Number;
                weights.merge(variant, weighted ? ((Number) pair.get(1)).doubleValue() : 1.0, Double::sum);
            }
        }
        double sum = weights.values().stream().mapToDouble(w -> w).sum();
        if (!(sum > 0)) {
            return Map.of();
        }
        weights.replaceAll((_, weight) -> weight / sum);
        return weights;
    }
}
