package covey.report;

import covey.result.AdjustedPValue;
import covey.result.ArmInfo;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Provenance;
import covey.result.Query;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Setting;
import covey.result.Severity;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import covey.result.Test;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Results as an experiment gives them, made by hand. */
public final class SampleResults {
    private static final MetricInfo CLICKS = metric("clicks", "Clicks", "mean", Role.PRIMARY, Goal.INCREASE);
    private static final MetricInfo RETENTION =
            guardrail("week2_retention", "Week-2 retention", "retention", Goal.INCREASE, 0.01);
    private static final MetricInfo LATENCY =
            guardrail("feed_latency_p95", "Feed latency, 95th percentile", "quantile", Goal.DECREASE, 0.02);
    private static final MetricInfo CTR = metric("ctr", "Click-through rate", "ratio", Role.SECONDARY, Goal.INCREASE);
    private static final MetricInfo REVENUE = metric("revenue", "Revenue", "mean", Role.SECONDARY, Goal.INCREASE);
    private static final MetricInfo SESSIONS =
            metric("active", "Share active in the last week of the study", "participation", Role.SECONDARY, Goal.NONE);

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> arms;
    private long units = 9_988;

    private SampleResults(String... arms) {
        this.arms = List.of(arms);
    }

    /** One arm, clearly better, guardrails within their margins. */
    public static StudyResult cleanWin() {
        return new SampleResults("dwell").filled().result(passes(), List.of());
    }

    /** The same numbers, with a sample-ratio mismatch. */
    public static StudyResult srm() {
        List<Diagnostic> diagnostics = new ArrayList<>();
        diagnostics.add(new Diagnostic(
                "sample_ratio",
                Severity.INVALIDATES,
                "",
                "10,012 users in control and 9,433 in dwell, planned 50% to 50%: chi-square p = 3.3e-05, below 0.001. First"
                        + " bad day: 2026-03-04.",
                List.of(
                        "dwell loses users before they are logged (a crash or a redirect)",
                        "a filter that depends on the arm",
                        "the exposure log lost rows of one arm"),
                "Find what differs on 2026-03-04, fix it, and run a new experiment.",
                Map.of("p", "3.3e-05", "threshold", "0.001"),
                "SELECT arm, count(*) AS users\nFROM covey_units\nGROUP BY arm\nORDER BY arm"));
        diagnostics.addAll(passes().subList(1, passes().size()));
        SampleResults s = new SampleResults("dwell").filled();
        s.units = 9_433;
        return s.result(diagnostics, List.of());
    }

    /** Numbers that are not there, a moved denominator, an unclear primary. */
    public static StudyResult withMissing() {
        SampleResults s = new SampleResults("dwell");
        s.mean(CLICKS, "dwell", new double[] {2.650, 2.662}, new double[] {0.0120, -0.0150, 0.0390}, 0.38);
        s.level(RETENTION, "control", 0.382);
        s.missing(RETENTION, Scale.DIFFERENCE, Scale.RELATIVE_DIFFERENCE);
        s.ratio();
        s.outcomes.add(new NotEstimable(
                estimand(REVENUE, "ate", Scale.RELATIVE_DIFFERENCE, "dwell", "", "main"),
                Reason.ZERO_BASELINE,
                "control spends 0.004 per user, standard error 0.003: it cannot be told from zero, so a relative effect"
                        + " has no bounded interval",
                "read the difference, or choose a metric that more users reach"));
        s.outcomes.add(s.estimate(REVENUE, Scale.DIFFERENCE, "dwell", new double[] {0.0012, -0.004, 0.0064}, 0.64));
        List<Diagnostic> diagnostics = new ArrayList<>(passes());
        diagnostics.add(new Diagnostic(
                "denominator_moved",
                Severity.WARNING,
                "ctr",
                "impressions per user moved by +3.10% (p = 0.00021)",
                List.of("the treatment changes how much people see"),
                "Read numerator and denominator, not the ratio.",
                Map.of("arm", "dwell"),
                ""));
        return s.result(diagnostics, List.of());
    }

    /** Three arms with adjusted p-values. */
    public static StudyResult threeArms() {
        SampleResults s = new SampleResults("dwell", "like");
        for (String arm : s.arms) {
            s.primary(arm, arm.equals("dwell") ? 0.0193 : 0.0061);
        }
        return s.result(passes(), List.of());
    }

    /** So many segments of two metrics. */
    public static StudyResult manySegments(int count) {
        SampleResults s = new SampleResults("dwell");
        s.primary("dwell", 0.0193);
        for (int i = 0; i < 2 * count; i++) {
            Estimate e = s.estimate(
                    i % 2 == 0 ? CLICKS : REVENUE, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {0, -1, 1}, 0.9);
            s.outcomes.add(segment(e, "city=" + i / 2, count));
        }
        return s.result(passes(), List.of());
    }

    /** Every name and text is hostile. */
    public static StudyResult hostile(String text) {
        MetricInfo metric = new MetricInfo(
                text,
                text,
                text,
                "mean",
                Role.PRIMARY,
                Goal.INCREASE,
                text,
                OptionalDouble.empty(),
                Scale.DIFFERENCE,
                text,
                text);
        Estimand e = new Estimand("main", text, "ate", Scale.RELATIVE_DIFFERENCE, text, "control", "", Map.of(), text);
        Estimand segment =
                new Estimand("main", text, "ate", Scale.RELATIVE_DIFFERENCE, text, "control", text, Map.of(), text);
        Interval i = new Interval(0.1, 0.3, 0.95, Coverage.POINTWISE, text);
        Test t = new Test(text, 3, OptionalDouble.of(10), 0.01, Optional.of(new AdjustedPValue(0.02, text, text)));
        StudyInfo study = new StudyInfo(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                List.of(new ArmInfo("control", true, 0.5, 10), new ArmInfo(text, false, 0.5, 10)),
                List.of(metric),
                text);
        return new StudyResult(
                StudyResult.SCHEMA_VERSION,
                text,
                study,
                List.of(
                        new Estimate(e, 0.2, OptionalDouble.of(0.05), Optional.of(i), Optional.of(t), 20, text),
                        new Estimate(segment, 0.2, OptionalDouble.of(0.05), Optional.of(i), Optional.of(t), 20, text),
                        new NotEstimable(e.in(text), Reason.NO_UNITS, text, text)),
                List.of(new Diagnostic(
                        text, Severity.WARNING, text, text, List.of(text), text, Map.of(text, text), text)),
                new Provenance(
                        text,
                        text,
                        List.of(new Query(text, text, text, text)),
                        text,
                        text,
                        Map.of(text, text),
                        Map.of(text, 1L),
                        List.of(new Dropped(text, 1, text)),
                        1,
                        text,
                        List.of(new Setting(text, text, text)),
                        text));
    }

    private SampleResults filled() {
        primary("dwell", 0.0193);
        level(RETENTION, "control", 0.382);
        level(RETENTION, "dwell", 0.3816);
        outcomes.add(estimate(RETENTION, Scale.DIFFERENCE, "dwell", new double[] {-0.0004, -0.0034, 0.0026}, 0.79));
        outcomes.add(estimate(
                RETENTION, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {-0.00105, -0.0089, 0.0068}, 0.79));
        margin(
                RETENTION,
                -0.00105,
                new Interval(-0.0076, Double.POSITIVE_INFINITY, 0.95, Coverage.POINTWISE, "Fieller"));
        level(LATENCY, "control", 812);
        level(LATENCY, "dwell", 818);
        outcomes.add(estimate(LATENCY, Scale.DIFFERENCE, "dwell", new double[] {6, -5, 17}, 0.28));
        outcomes.add(
                estimate(LATENCY, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {0.0074, -0.0062, 0.0209}, 0.28));
        margin(LATENCY, 0.0074, new Interval(Double.NEGATIVE_INFINITY, 0.0186, 0.95, Coverage.POINTWISE, "Fieller"));
        ratio();
        mean(REVENUE, "dwell", new double[] {0.412, 0.419}, new double[] {0.007, -0.021, 0.035}, 0.62);
        level(SESSIONS, "control", 0.641);
        level(SESSIONS, "dwell", 0.652);
        outcomes.add(estimate(SESSIONS, Scale.DIFFERENCE, "dwell", new double[] {0.011, 0.002, 0.020}, 0.021));
        outcomes.add(
                estimate(SESSIONS, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {0.0172, 0.0031, 0.0313}, 0.021));
        String[] segments = {"country=US", "country=DE", "country=BR", "country=IN", "community=football"};
        double[] effects = {0.024, 0.017, 0.031, -0.004, 0.012};
        for (int i = 0; i < segments.length; i++) {
            double v = effects[i];
            Estimate e = estimate(
                    CLICKS,
                    Scale.RELATIVE_DIFFERENCE,
                    "dwell",
                    new double[] {v, v - 0.02 - i * 0.003, v + 0.02 + i * 0.003},
                    0.03 + i * 0.1);
            outcomes.add(segment(e, segments[i], 5));
        }
        for (int day = 0; day < 14; day++) {
            double half = 0.0425 / Math.sqrt(day + 1);
            double v = 0.0193 + 0.012 * Math.sin(day) / (day + 1);
            Estimate e =
                    estimate(CLICKS, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {v, v - half, v + half}, 0.01);
            outcomes.add(at(
                    e,
                    "cumulative",
                    Map.of("day", LocalDate.of(2026, 3, 1).plusDays(day).toString())));
        }
        Estimate plain =
                estimate(CLICKS, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {0.0176, 0.0012, 0.0340}, 0.035);
        outcomes.add(new Estimate(
                plain.estimand().in("unadjusted"),
                plain.value(),
                plain.standardError(),
                plain.interval(),
                plain.test(),
                plain.n(),
                ""));
        outcomes.add(property(CLICKS, "variance_reduction", Scale.PROBABILITY, 0.527));
        outcomes.add(property(REVENUE, "cap", Scale.LEVEL, 84.5));
        return this;
    }

    private void primary(String arm, double effect) {
        double[] difference = {2.65 * effect, 2.65 * (effect - 0.0114), 2.65 * (effect + 0.0114)};
        mean(CLICKS, arm, new double[] {2.65, 2.65 * (1 + effect)}, difference, effect > 0.01 ? 0.00089 : 0.29);
    }

    private void ratio() {
        level(CTR, "control", 0.0312);
        level(CTR, "dwell", 0.0318);
        outcomes.add(estimate(CTR, Scale.DIFFERENCE, "dwell", new double[] {0.0006, 0.0001, 0.0011}, 0.018));
        outcomes.add(estimate(CTR, Scale.RELATIVE_DIFFERENCE, "dwell", new double[] {0.0192, 0.0033, 0.0351}, 0.018));
        for (String arm : List.of("control", "dwell")) {
            outcomes.add(perUnit(CTR, "numerator_per_unit", arm, arm.equals("dwell") ? 2.70 : 2.65));
            outcomes.add(perUnit(CTR, "denominator_per_unit", arm, arm.equals("dwell") ? 84.9 : 84.8));
        }
    }

    private void mean(MetricInfo m, String arm, double[] levels, double[] difference, double p) {
        if (outcomes.stream().noneMatch(o -> o.estimand().metric().equals(m.name()))) {
            level(m, "control", levels[0]);
        }
        level(m, arm, levels[1]);
        double[] relative = {difference[0] / levels[0], difference[1] / levels[0], difference[2] / levels[0]};
        outcomes.add(estimate(m, Scale.DIFFERENCE, arm, difference, p));
        outcomes.add(estimate(m, Scale.RELATIVE_DIFFERENCE, arm, relative, p));
    }

    private Estimate estimate(MetricInfo m, Scale scale, String arm, double[] v, double p) {
        String method = scale == Scale.DIFFERENCE ? "Welch t" : "Fieller";
        Optional<AdjustedPValue> adjusted = m.role() == Role.SECONDARY
                ? Optional.of(
                        new AdjustedPValue(Math.min(1, 2 * p), "secondary metrics x arms (3)", "Benjamini-Hochberg"))
                : arms.size() > 1
                        ? Optional.of(new AdjustedPValue(Math.min(1, 2 * p), "primary metrics x arms (2)", "Holm"))
                        : Optional.empty();
        return new Estimate(
                estimand(m, "ate", scale, arm, "", "main"),
                v[0],
                OptionalDouble.of((v[2] - v[1]) / 3.92),
                Optional.of(new Interval(v[1], v[2], 0.95, Coverage.POINTWISE, method)),
                Optional.of(new Test("Welch t", v[0] / ((v[2] - v[1]) / 3.92), OptionalDouble.of(19_998), p, adjusted)),
                20_000,
                m.equals(CLICKS) ? "Lin: clicks 14d before entry" : "");
    }

    private static Estimate segment(Estimate e, String segment, int family) {
        Estimand d = e.estimand();
        Test t = e.test().orElseThrow();
        AdjustedPValue adjusted =
                new AdjustedPValue(Math.min(1, t.pValue() * 2), "slices (" + family + ")", "Benjamini-Hochberg");
        return new Estimate(
                new Estimand(
                        d.analysis(),
                        d.metric(),
                        d.name(),
                        d.scale(),
                        d.arm(),
                        d.reference(),
                        segment,
                        d.at(),
                        d.unit()),
                e.value(),
                e.standardError(),
                e.interval(),
                Optional.of(t.adjustedTo(adjusted)),
                4_000,
                e.adjustedBy());
    }

    private static Estimate at(Estimate e, String analysis, Map<String, String> at) {
        Estimand d = e.estimand();
        return new Estimate(
                new Estimand(analysis, d.metric(), d.name(), d.scale(), d.arm(), d.reference(), "", at, d.unit()),
                e.value(),
                e.standardError(),
                e.interval(),
                e.test(),
                e.n(),
                e.adjustedBy());
    }

    private void level(MetricInfo m, String arm, double value) {
        outcomes.add(new Estimate(
                estimand(m, m.kind(), Scale.LEVEL, arm, "", "main"),
                value,
                OptionalDouble.of(value / 100),
                Optional.of(new Interval(value * 0.98, value * 1.02, 0.95, Coverage.POINTWISE, "t")),
                Optional.empty(),
                10_000,
                ""));
    }

    private void missing(MetricInfo m, Scale... scales) {
        for (Scale scale : scales) {
            outcomes.add(new NotEstimable(
                    estimand(m, "ate", scale, "dwell", "", "main"),
                    Reason.IMMATURE,
                    "no user of dwell has had the 14 days the window asks for; the first one matures on 2026-03-15",
                    "run the study again after 2026-03-29, when the last user has matured"));
        }
    }

    private void margin(MetricInfo m, double value, Interval interval) {
        outcomes.add(new Estimate(
                estimand(m, "non_inferiority", m.marginScale(), "dwell", "", "main"),
                value,
                OptionalDouble.of(0.004),
                Optional.of(interval),
                Optional.of(new Test("non-inferiority t", 2.2, OptionalDouble.of(19_998), 0.014, Optional.empty())),
                20_000,
                ""));
    }

    private static Estimate perUnit(MetricInfo m, String name, String arm, double value) {
        return new Estimate(
                estimand(m, name, Scale.LEVEL, arm, "", "main"),
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                10_000,
                "");
    }

    private static Estimate property(MetricInfo m, String name, Scale scale, double value) {
        return new Estimate(
                new Estimand("main", m.name(), name, scale, "", "", "", Map.of(), ""),
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                20_000,
                "");
    }

    private static Estimand estimand(
            MetricInfo m, String name, Scale scale, String arm, String segment, String analysis) {
        String reference = scale == Scale.LEVEL ? "" : "control";
        return new Estimand(analysis, m.name(), name, scale, arm, reference, segment, Map.of(), m.unit());
    }

    private static MetricInfo metric(String name, String label, String kind, Role role, Goal goal) {
        return metric(name, label, kind, role, goal, OptionalDouble.empty());
    }

    private static MetricInfo guardrail(String name, String label, String kind, Goal goal, double margin) {
        return metric(name, label, kind, Role.GUARDRAIL, goal, OptionalDouble.of(margin));
    }

    private static MetricInfo metric(
            String name, String label, String kind, Role role, Goal goal, OptionalDouble margin) {
        String unit = switch (name) {
            case "ctr" -> "clicks per impression";
            case "feed_latency_p95" -> "ms";
            case "revenue" -> "EUR per user";
            case "clicks" -> "clicks per user";
            default -> "share of users";
        };
        String definition = "name: " + name + "\ntype: " + kind + "\nmodel: impressions\ngoal: "
                + goal.name().toLowerCase(java.util.Locale.ROOT);
        return new MetricInfo(
                name,
                label,
                label + " of a user after entry.",
                kind,
                role,
                goal,
                unit,
                margin,
                Scale.RELATIVE_DIFFERENCE,
                definition,
                "3f9a1c07");
    }

    private static List<Diagnostic> passes() {
        return List.of(
                check("sample_ratio", Severity.PASS, "10,012 and 9,988 users, planned 50% to 50%: p = 0.87"),
                check("multiple_arms", Severity.PASS, "no user was seen in several arms"),
                check("join_loss", Severity.PASS, "every exposure found its user"),
                check("freshness", Severity.PASS, "data until 2026-03-30 02:00 UTC, complete for the period"),
                check("pre_period_balance", Severity.PASS, "clicks in the 14 days before entry: p = 0.44"),
                check("sample_ratio_daily", Severity.PASS, "no day out of ratio"),
                check(
                        "exposure_duplicates",
                        Severity.NOTE,
                        "312 repeated exposures of 298 users; the first one counts"),
                new Diagnostic(
                        "novelty",
                        Severity.WARNING,
                        "clicks",
                        "the effect falls with days since entry: +3.10% on the first day, +1.20% on the last (p = 0.004)",
                        List.of("people try what is new", "the mix of users changes over the days"),
                        "Judge by the later days, or run longer.",
                        Map.of("p", "0.004"),
                        ""));
    }

    private static Diagnostic check(String name, Severity severity, String message) {
        return new Diagnostic(name, severity, "", message, List.of(), "", Map.of(), "");
    }

    private StudyResult result(List<Diagnostic> diagnostics, List<Dropped> more) {
        List<ArmInfo> infos = new ArrayList<>();
        double share = 1.0 / (arms.size() + 1);
        infos.add(new ArmInfo("control", true, share, 10_012));
        arms.forEach(a -> infos.add(new ArmInfo(a, false, share, units)));
        StudyInfo study = new StudyInfo(
                "new_ranker",
                "experiment",
                "New feed ranker",
                "Ranking by predicted dwell raises clicks without hurting retention.",
                "interests-ds",
                "user",
                "2026-03-01",
                "2026-03-14",
                "UTC",
                infos,
                List.of(CLICKS, RETENTION, LATENCY, CTR, REVENUE, SESSIONS),
                "primary better and guardrails within margin");
        List<Dropped> dropped = new ArrayList<>(more);
        dropped.add(new Dropped("users", 17, "seen in several arms"));
        Provenance provenance = new Provenance(
                "kind: experiment\nname: new_ranker\nunit: user\nperiod: {start: 2026-03-01, end: 2026-03-15}",
                "9b1c3a5e7f90112233445566778899aabbccddeeff00112233445566778899aa",
                List.of(
                        new Query(
                                "units",
                                "One row per user with its arm and entry.",
                                "SELECT user_id, min(exposed_at) AS entry_at, min(arm) AS arm\nFROM exposures\n"
                                        + "WHERE experiment_id = 'new_ranker'\nGROUP BY user_id",
                                "aa"),
                        new Query(
                                "moments", "Counts, means and covariances by arm.",
                                "SELECT arm, count(*) AS n, avg(clicks) AS mean\nFROM covey_units\nGROUP BY arm",
                                        "bb")),
                "DuckDB 2.0.0",
                "2026-03-30T02:00:00Z",
                Map.of("impressions", "2026-03-30T01:59:58Z", "exposures", "2026-03-14T23:59:31Z"),
                Map.of("impressions", 1_204_332L, "exposures", 20_312L),
                dropped,
                42,
                "0.1.0",
                List.of(
                        new Setting("analysis.adjustment", "lin", "studies/new_ranker.yml:18"),
                        new Setting("defaults.confidence_level", "0.95", "default")),
                "2026-03-30T06:00:00Z");
        return new StudyResult(
                StudyResult.SCHEMA_VERSION, "2026-03-30T02-9b1c3a5e", study, outcomes, diagnostics, provenance);
    }
}
