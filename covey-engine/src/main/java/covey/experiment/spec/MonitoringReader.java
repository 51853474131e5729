package covey.experiment.spec;

import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.MonitoringRules.Method;
import covey.experiment.spec.MonitoringRules.Schedule;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.MetricInfo.Role;
import covey.stats.sequential.SpendingFunction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the part {@code monitoring}. */
final class MonitoringReader {
    private static final int MOST_LOOKS = 400;

    private static final String STAGED = "staged_rollout";

    private final Study study;
    private final Options options;
    private final SettingReader reader;

    MonitoringReader(Study study, SettingReader reader) {
        this.study = study;
        this.options = study.monitoring();
        this.reader = reader;
    }

    MonitoringRules read() {
        SettingReader.refuseUnknown(options);
        Method method = method();
        String name = reader.text(options, "spending");
        SpendingFunction spending = spending(name);
        Maximum maximum = maximum();
        if (staged() && maximum.kind() != Maximum.Kind.END) {
            throw unfollowed("maximum", maximum.toString());
        }
        Schedule schedule = staged() ? stages() : schedule();
        FutilityRule futility = reader.choice(options, "futility", FutilityRule.class);
        if (futility != FutilityRule.NONE && staged()) {
            throw unfollowed("futility", options.text("futility", ""));
        }
        if (futility != FutilityRule.NONE && method != Method.GROUP_SEQUENTIAL) {
            throw fault("futility", "futility belongs to group_sequential monitoring", "remove it, or the method");
        }
        double power = reader.fraction(options, "futility_power");
        if (!(power > 0.5 && power < 1)) {
            throw fault("futility_power", "monitoring.futility_power is " + power + ", outside 0.5 to 1", "write 0.8");
        }
        return new MonitoringRules(
                method,
                also(),
                spending,
                labelled(name, spending),
                maximum,
                schedule,
                appliesTo(),
                futility,
                power,
                minimumDays());
    }

    private Method method() {
        Method method = reader.choice(options, "method", Method.class);
        if (staged() && (method == Method.CONFIDENCE_SEQUENCE || method == Method.MSPRT)) {
            throw unfollowed("method", method.code());
        }
        return method;
    }

    private boolean staged() {
        return study.design().text("type", "user_randomized").equals(STAGED);
    }

    private SpecificationException unfollowed(String key, String value) {
        return fault(
                key,
                "monitoring." + key + " '" + value + "' does not follow a " + STAGED
                        + " design: its total effect is extrapolated anew from the stages that are over, so that nothing is"
                        + " known of how its looks depend on one another",
                "leave it out: group_sequential spends the error over the ends of the stages, whatever their dependence");
    }

    private SpendingFunction spending(String name) {
        parameterOf(name, "gamma", "hwang_shih_decani");
        parameterOf(name, "rho", "kim_demets");
        try {
            return switch (name) {
                case "pocock" -> new SpendingFunction.LanDeMetsPocock();
                case "hwang_shih_decani" -> new SpendingFunction.HwangShihDeCani(number("gamma", -4));
                case "kim_demets" -> new SpendingFunction.KimDeMets(number("rho", 3));
                default -> new SpendingFunction.LanDeMetsOBrienFleming();
            };
        } catch (IllegalArgumentException e) {
            throw fault(
                    name.equals("kim_demets") ? "rho" : "gamma",
                    String.valueOf(e.getMessage()),
                    "rho: 3 and gamma: -4 resemble obrien_fleming");
        }
    }

    private void parameterOf(String spending, String key, String owner) {
        if (options.has(key) && !spending.equals(owner)) {
            throw fault(key, "monitoring." + key + " belongs to spending: " + owner, "remove it, or choose " + owner);
        }
    }

    private double number(String key, double otherwise) {
        double value = options.number(key, otherwise);
        reader.record("monitoring." + key, String.valueOf(value), options.origin(key));
        return value;
    }

    private static String labelled(String name, SpendingFunction spending) {
        return switch (spending) {
            case SpendingFunction.HwangShihDeCani hsd -> name + " with gamma " + hsd.gamma();
            case SpendingFunction.KimDeMets kim -> name + " with rho " + kim.rho();
            default -> name;
        };
    }

    private Maximum maximum() {
        List<String> declared = List.of("units", "information", "end").stream()
                .filter(k -> options.has("maximum." + k))
                .toList();
        if (declared.size() > 1) {
            throw fault(
                    "maximum." + declared.get(1),
                    "monitoring.maximum has " + String.join(" and ", declared),
                    "an experiment has one maximum: keep one of them");
        }
        String kind = declared.isEmpty() ? "end" : declared.getFirst();
        String key = "maximum." + kind;
        if (kind.equals("end")) {
            reader.text(options, key);
            return new Maximum(Maximum.Kind.END, 0);
        }
        double amount = options.number(key, 0);
        if (!(amount > 0 && amount < Double.POSITIVE_INFINITY)) {
            throw fault(key, "monitoring." + key + " is " + amount, "write what the design planned, such as 40000");
        }
        reader.record("monitoring." + key, String.valueOf(amount), options.origin(key));
        return new Maximum(Maximum.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), amount);
    }

    private Schedule schedule() {
        List<Object> declared = options.list("looks", List.of("daily"));
        reader.record(
                "monitoring.looks",
                declared.size() == 1 ? String.valueOf(declared.getFirst()) : String.valueOf(declared),
                options.origin("looks"));
        if (declared.size() == 1) {
            String word = String.valueOf(declared.getFirst()).strip();
            if (word.equals("daily") || word.equals("weekly")) {
                return new Schedule(Schedule.Cadence.valueOf(word.toUpperCase(Locale.ROOT)), List.of(), 0);
            }
            if (word.matches("\\d{1,9}")) {
                return number(Integer.parseInt(word));
            }
        }
        return dates(declared);
    }

    /** The ends of the stages from which the total effect can be extrapolated, but the last: that is the end. */
    private Schedule stages() {
        if (options.has("looks")) {
            throw unfollowed("looks", String.valueOf(options.list("looks", List.of())));
        }
        List<LocalDate> ends = new ArrayList<>();
        List<Object> declared = study.design().list("stages", List.of());
        int order = (int) study.design().number("order", 1);
        for (int t = order + 1; t < declared.size(); t++) {
            if (declared.get(t) instanceof Map<?, ?> stage
                    && String.valueOf(stage.get("at")).matches("\\d{4}-\\d\\d-\\d\\d.*")) {
                ends.add(LocalDate.parse(String.valueOf(stage.get("at")).substring(0, 10)));
            }
        }
        reader.record("monitoring.looks", "stage by stage", "design");
        return new Schedule(Schedule.Cadence.STAGES, ends, 0);
    }

    private Schedule number(int looks) {
        if (looks < 1 || looks > MOST_LOOKS) {
            throw fault("looks", "monitoring.looks is " + looks, "write a number from 1 to " + MOST_LOOKS);
        }
        return new Schedule(Schedule.Cadence.NUMBER, List.of(), looks);
    }

    private Schedule dates(List<Object> declared) {
        List<LocalDate> dates = new ArrayList<>();
        for (Object item : declared) {
            LocalDate date = date(String.valueOf(item).strip());
            if (!dates.isEmpty() && !date.isAfter(dates.getLast())) {
                throw fault(
                        "looks",
                        "monitoring.looks has " + date + " after " + dates.getLast(),
                        "list the days in order, each once");
            }
            dates.add(date);
        }
        if (dates.isEmpty()) {
            throw fault("looks", "monitoring.looks is empty", "write daily, weekly, days or a number");
        }
        ZoneId zone = study.schema().zone();
        if (!dates.getFirst().isAfter(study.start().atZone(zone).toLocalDate())) {
            throw fault(
                    "looks",
                    "the look of " + dates.getFirst() + " is not after the start of the period",
                    "a look reads what happened before its day");
        }
        return new Schedule(Schedule.Cadence.DATES, dates, 0);
    }

    private LocalDate date(String text) {
        try {
            return text.length() > 10
                    ? Instant.parse(text).atZone(study.schema().zone()).toLocalDate()
                    : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            List<String> words = List.of("daily", "weekly");
            throw fault(
                    "looks",
                    "monitoring.looks has '" + text + "', which is no day",
                    "did you mean '" + NearestName.of(text, words)
                            + "'? Write daily, weekly, a number of looks, or days such as 2026-03-08");
        }
    }

    private Set<Role> appliesTo() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        List<String> known = List.of("primary", "guardrails", "secondary");
        List<Object> declared = options.list("applies_to", List.of("primary", "guardrails"));
        for (Object item : declared) {
            roles.add(
                    switch (String.valueOf(item)) {
                        case "primary" -> Role.PRIMARY;
                        case "guardrails" -> Role.GUARDRAIL;
                        case "secondary" -> Role.SECONDARY;
                        default ->
                            throw fault(
                                    "applies_to",
                                    "monitoring.applies_to has '" + item + "', which is no role",
                                    "did you mean '" + NearestName.of(String.valueOf(item), known) + "'?");
                    });
        }
        reader.record("monitoring.applies_to", String.valueOf(declared), options.origin("applies_to"));
        return roles;
    }

    private List<Method> also() {
        List<Method> methods = new ArrayList<>();
        List<String> known = List.of("fixed", "group_sequential", "confidence_sequence", "msprt");
        for (Object item : options.list("also", List.of())) {
            String name = String.valueOf(item);
            if (!known.contains(name)) {
                throw fault(
                        "also",
                        "monitoring.also has '" + name + "', which is no method",
                        "did you mean '" + NearestName.of(name, known) + "'?");
            }
            Method method = Method.valueOf(name.toUpperCase(Locale.ROOT));
            if (staged() && (method == Method.CONFIDENCE_SEQUENCE || method == Method.MSPRT)) {
                throw unfollowed("also", name);
            }
            methods.add(method);
        }
        return methods;
    }

    private int minimumDays() {
        double days = options.number("minimum_days", 7);
        if (!(days >= 0 && days <= 365 && days == Math.rint(days))) {
            throw fault("minimum_days", "monitoring.minimum_days is " + days, "write whole days, such as 7");
        }
        reader.record("monitoring.minimum_days", String.valueOf((int) days), options.origin("minimum_days"));
        return (int) days;
    }

    private SpecificationException fault(String key, String message, String advice) {
        return new SpecificationException(options.location(key), message, advice);
    }
}
