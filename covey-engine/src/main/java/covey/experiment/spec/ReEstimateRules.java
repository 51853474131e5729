package covey.experiment.spec;

import covey.experiment.spec.MonitoringRules.Maximum;
import covey.method.Options;
import covey.method.SettingDoc;
import covey.method.SpecificationException;
import covey.method.Study;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Whether and how far an experiment may be made longer while it runs.
 *
 * @param method what a re-estimation may look at
 * @param most largest length over the planned one, above 1
 * @param conditional the interim look at the effects, for that method only
 */
public record ReEstimateRules(Method method, double most, Optional<Conditional> conditional) {
    /** What a re-estimation may look at. */
    public enum Method {
        /** Nothing: the length stands. */
        NONE,
        /** Variance and arrivals of all arms together. */
        BLINDED,
        /** The effects, once. */
        CONDITIONAL
    }

    /**
     * An interim look at the effects.
     *
     * @param at end of what it reads
     * @param promisingFrom conditional power from which more units are worth it, in (0, target)
     * @param target conditional power that is aimed at, below 1
     */
    public record Conditional(Instant at, double promisingFrom, double target) {}

    private static final double LONGEST = 10;
    private static final String KEY = "re_estimate.";
    private static final List<String> OF_CONDITIONAL = List.of("at", "promising_from", "target_power");

    /** The declared rules, or the defaults; kept as settings. */
    static ReEstimateRules read(Study study, SettingReader reader) {
        Options design = study.design();
        Method method = reader.choice(design, KEY + "method", Method.class);
        double most = design.number(KEY + "most", 2);
        if (!(most > 1 && most <= LONGEST)) {
            throw fault(
                    design,
                    "most",
                    "is " + most + ", outside 1 to " + LONGEST,
                    "write how many times the planned length the experiment may last, such as 2");
        }
        reader.record("design.re_estimate.most", String.valueOf(most), design.origin(KEY + "most"));
        if (method == Method.CONDITIONAL) {
            return new ReEstimateRules(method, most, Optional.of(conditional(study, reader)));
        }
        OF_CONDITIONAL.stream().filter(k -> chosen(design, k)).findFirst().ifPresent(k -> {
            throw fault(
                    design,
                    k,
                    "belongs to method: conditional, and the method is "
                            + method.name().toLowerCase(java.util.Locale.ROOT),
                    "remove it, or write method: conditional");
        });
        return new ReEstimateRules(method, most, Optional.empty());
    }

    /** Whether a study says something else than the default. */
    private static boolean chosen(Options design, String key) {
        String otherwise = ExperimentSettings.find("design", KEY + key)
                .map(SettingDoc::otherwise)
                .orElse("");
        return design.has(KEY + key) && !design.text(KEY + key, otherwise).equals(otherwise);
    }

    private static Conditional conditional(Study study, SettingReader reader) {
        Options design = study.design();
        double promising = reader.fraction(design, KEY + "promising_from");
        double target = reader.fraction(design, KEY + "target_power");
        if (!(promising > 0 && promising < target && target < 1)) {
            throw fault(
                    design,
                    "promising_from",
                    "is " + promising + " and target_power " + target + ": there is no promising zone between them",
                    "write 0 < promising_from < target_power < 1, such as 0.3 and 0.8");
        }
        return new Conditional(at(study, reader), promising, target);
    }

    /** A share of the period, to the nearest day, or a day; inside the period. */
    private static Instant at(Study study, SettingReader reader) {
        Options design = study.design();
        ZoneId zone = study.schema().zone();
        String text = design.text(KEY + "at", "").strip();
        Instant at = text.matches("[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?")
                ? share(study, Double.parseDouble(text))
                : day(study, text);
        if (!at.isAfter(study.start()) || !at.isBefore(study.end())) {
            throw fault(
                    design,
                    "at",
                    "is " + text + ", which is not inside the period from "
                            + study.start().atZone(zone).toLocalDate() + " to "
                            + study.end().atZone(zone).toLocalDate(),
                    "write a share such as 0.5, or a day of the period");
        }
        reader.record("design.re_estimate.at", text, design.origin(KEY + "at"));
        return at;
    }

    private static Instant share(Study study, double share) {
        if (!(share > 0 && share < 1)) {
            throw fault(
                    study.design(),
                    "at",
                    "is " + share + ", outside 0 to 1",
                    "write the share of the period after which one looks, such as 0.5, or a day");
        }
        long days = Duration.between(study.start(), study.end()).toDays();
        return study.start()
                .atZone(study.schema().zone())
                .plusDays(Math.clamp(Math.round(share * days), 1, Math.max(1, days - 1)))
                .toInstant();
    }

    private static Instant day(Study study, String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(study.schema().zone()).toInstant();
        } catch (DateTimeException e) {
            throw fault(
                    study.design(),
                    "at",
                    text.isEmpty() ? "is missing: the interim look is fixed before the start" : "is '" + text + "'",
                    "write a share of the period such as 0.5, or a day such as 2026-03-08");
        }
    }

    /** Refuses an interim look at effects where the weighted test would not be the one that is stated. */
    void refuse(ExperimentSpec spec) {
        Options design = spec.study().design();
        if (conditional.isEmpty()) {
            return;
        }
        MonitoringRules monitoring = spec.monitoring();
        String no = "conditional does not go with ";
        if (monitoring.method() == MonitoringRules.Method.CONFIDENCE_SEQUENCE
                || monitoring.method() == MonitoringRules.Method.MSPRT) {
            throw fault(
                    design,
                    "method",
                    no + "monitoring.method " + monitoring.method().code()
                            + ", which holds at any length, however it was chosen",
                    "remove re_estimate and go on as long as you like, or use group_sequential or fixed");
        }
        if (monitoring.maximum().kind() == Maximum.Kind.INFORMATION) {
            throw fault(
                    design,
                    "method",
                    no + "monitoring.maximum.information, which is what it would change",
                    "write monitoring.maximum: {end: period} or {units: ...}");
        }
        for (MetricPlan metric : spec.metrics()) {
            Optional<Duration> window = metric.metric().window().to();
            if (window.isEmpty()) {
                throw fault(
                        design,
                        "method",
                        no + "metric " + metric.name()
                                + ", which has no end of its window: its values go on growing, so"
                                + " that what comes in after the look does not stand alone",
                        "write analysis.window, such as 7d, or method: blinded");
            }
            if (!conditional.get().at().isAfter(spec.study().start().plus(window.get()))) {
                throw fault(
                        design,
                        "at",
                        "comes before the window of metric " + metric.name() + " has passed for any "
                                + spec.study().unit(),
                        "look later, or shorten the window");
            }
        }
    }

    private static SpecificationException fault(Options design, String key, String message, String advice) {
        return new SpecificationException(design.location(KEY + key), "design." + KEY + key + " " + message, advice);
    }

    /** Whether a study declares any of them. */
    static boolean declared(Study study) {
        return study.design().values().keySet().stream().anyMatch(k -> k.startsWith(KEY));
    }
}
