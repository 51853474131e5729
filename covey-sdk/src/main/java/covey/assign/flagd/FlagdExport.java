package covey.assign.flagd;

import covey.assign.Arm;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Segment;
import covey.assign.Slot;
import covey.assign.hash.Bucketing;
import covey.assign.json.JsonWriter;
import covey.assign.rule.Condition;
import covey.assign.rule.Relation;
import covey.assign.rule.TextRelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Covey's experiments in flagd's format. Overrides, audiences, shares, the holdout, exclusion within a layer and the growth of a
 * ramp are kept; each draw becomes a fractional rule over its salt and the unit id. The units are <b>not</b> the same: flagd
 * draws them by another hash, so a running experiment must not be moved this way, and each flag says so in its metadata
 * ({@code covey.bucketing: flagd-fractional}). Outside the experiment the rule gives null and the caller's default holds.
 */
public final class FlagdExport {
    private FlagdExport() {}

    /** The file's text. */
    public static String write(Configuration configuration) {
        Map<String, Object> flags = new LinkedHashMap<>();
        for (String key : configuration.keys()) {
            flags.put(key, flag(configuration, Objects.requireNonNull(configuration.experiment(key))));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("$schema", "https://flagd.dev/schema/v0/flags.json");
        file.put("flags", flags);
        return JsonWriter.write(file);
    }

    private static Map<String, @Nullable Object> flag(Configuration configuration, Experiment experiment) {
        Map<String, Object> variants = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> variants.put(arm.name(), arm.value()));
        Map<String, Object> metadata = new LinkedHashMap<>(experiment.metadata());
        metadata.put("covey.bucketing", "flagd-fractional");
        Map<String, @Nullable Object> flag = new LinkedHashMap<>();
        flag.put("state", experiment.status() == Experiment.Status.RUNNING ? "ENABLED" : "DISABLED");
        flag.put("variants", variants);
        flag.put("defaultVariant", null);
        flag.put("targeting", rule("if", branches(configuration, experiment).toArray()));
        flag.put("metadata", metadata);
        return flag;
    }

    private static List<@Nullable Object> branches(Configuration configuration, Experiment experiment) {
        List<@Nullable Object> branches = new ArrayList<>();
        experiment.overrides().units().forEach((unit, arm) -> {
            branches.add(rule("==", variable(experiment.unit()), unit));
            branches.add(arm);
        });
        for (Segment segment : experiment.overrides().segments()) {
            branches.add(condition(segment.who()));
            branches.add(segment.arm());
        }
        Holdout holdout = configuration.holdout();
        if (holdout != null && !holdout.exempt().contains(experiment.key())) {
            branches.add(drawn(holdout.salt(), holdout.unit(), 0, buckets(holdout.share())));
            branches.add(null);
        }
        branches.add(rule("!", condition(experiment.audience())));
        branches.add(null);
        Slot slot = experiment.slot();
        if (slot != null) {
            Layer layer = configuration.layers().stream()
                    .filter(l -> l.name().equals(slot.layer()))
                    .findFirst()
                    .orElseThrow();
            branches.add(rule("!", drawn(layer.salt(), layer.unit(), buckets(slot.from()), buckets(slot.to()))));
            branches.add(null);
        }
        branches.add(rule(
                "!",
                drawn(
                        experiment.salt() + "/ramp",
                        experiment.unit(),
                        0,
                        buckets(experiment.ramp().share()))));
        branches.add(null);
        branches.add(split(experiment));
        return branches;
    }

    /** True for the units whose place under the salt lies between two buckets. */
    private static Object drawn(String salt, String unit, int from, int to) {
        return rule(
                "==",
                rule(
                        "fractional",
                        rule("cat", salt, ":", variable(unit)),
                        List.of("before", from),
                        List.of("in", to - from),
                        List.of("after", Bucketing.BUCKETS - to)),
                "in");
    }

    private static Object split(Experiment experiment) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(rule("cat", experiment.salt(), ":", variable(experiment.unit())));
        for (Arm arm : experiment.arms()) {
            arguments.add(List.of(arm.name(), buckets(arm.share())));
        }
        return rule("fractional", arguments.toArray());
    }

    private static int buckets(double share) {
        return (int) Math.round(share * Bucketing.BUCKETS);
    }

    private static Object variable(String name) {
        return Map.of("var", name);
    }

    private static Map<String, Object> rule(String operator, @Nullable Object... arguments) {
        return Map.of(operator, Arrays.asList(arguments));
    }

    private static Object condition(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.conditions().isEmpty()
                    ? true
                    : rule(
                            "and",
                            all.conditions().stream()
                                    .map(FlagdExport::condition)
                                    .toArray());
        }
        if (condition instanceof Condition.Any any) {
            return any.conditions().isEmpty()
                    ? false
                    : rule(
                            "or",
                            any.conditions().stream()
                                    .map(FlagdExport::condition)
                                    .toArray());
        }
        if (condition instanceof Condition.Not not) {
            return rule("!", condition(not.condition()));
        }
        if (condition instanceof Condition.Present present) {
            return rule("!==", variable(present.attribute()), null);
        }
        return comparison(condition);
    }

    private static Object comparison(Condition condition) {
        if (condition instanceof Condition.Equal equal) {
            return rule("===", variable(equal.attribute()), equal.value());
        }
        if (condition instanceof Condition.In in) {
            return rule(
                    "in",
                    variable(in.attribute()),
                    in.values().stream().sorted().toList());
        }
        if (condition instanceof Condition.Text text) {
            return text.relation() == TextRelation.CONTAINS
                    ? rule("in", text.value(), variable(text.attribute()))
                    : rule(text.relation().name().toLowerCase(Locale.ROOT), variable(text.attribute()), text.value());
        }
        if (condition instanceof Condition.Compare compare) {
            Object known = rule("!==", variable(compare.attribute()), null);
            return rule(
                    "and",
                    known,
                    rule(symbol(compare.relation(), "==="), variable(compare.attribute()), compare.value()));
        }
        if (condition instanceof Condition.Version version) {
            return rule("sem_ver", variable(version.attribute()), symbol(version.relation(), "="), version.value());
        }
        return true;
    }

    private static String symbol(Relation relation, String equal) {
        return switch (relation) {
            case EQUAL -> equal;
            case NOT_EQUAL -> equal.equals("=") ? "!=" : "!==";
            case LESS -> "<";
            case AT_MOST -> "<=";
            case GREATER -> ">";
            case AT_LEAST -> ">=";
        };
    }
}
