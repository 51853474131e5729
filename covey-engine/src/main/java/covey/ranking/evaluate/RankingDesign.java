package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingRequirement;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.ranking.compare.Hypothesis;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Setting;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.FamilyLevel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Design of a ranking evaluation from lists on an earlier truth: the difference that its paired t will find, its power for the
 * declared effect and the units that takes, by metric and candidate, over everybody and inside every segment.
 *
 * <p>With V the sampling variance of the paired difference over the n units of the history ({@code PairedDifference}), N units
 * give the contrast {@code N(δ, Vn/N)} on N − 1 degrees of freedom; power is that of the noncentral t at the level of the
 * family's smallest threshold, α/m for Holm, so that it is at least what is promised. Of a margin it is that of the one-sided
 * test at α/2. Where only the baseline has lists, V is 2(1 − ρ) times that of its level, ρ declared.
 *
 * <p>Assumes that units and lists will vary as they did, and that the systems have not learnt from the truth of the history.
 * Inputs: those of the evaluation, with {@code design.history} in place of its period. Numbers of all lists together are planned
 * for the units of the history only. The simulated power of 10,000 evaluations is within three standard errors of the promise. Formulas of
 * {@code covey.stats.power}; no random number but the groups of the jackknife is drawn. Cost: one pass over the lists.
 */
public final class RankingDesign implements Estimator<RankingPlan, RankingData> {
    /** Analysis of every row of a plan. */
    static final String ANALYSIS = "plan";

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "ranking_evaluation",
                List.of("same_queries"),
                "Design of a ranking evaluation",
                "Power, detectable difference and units needed from lists on an earlier truth.",
                RankingSettings.ALL,
                List.of(
                        "Cohen (1988), Statistical Power Analysis",
                        "Sakai (2016), Information Retrieval Journal 19: topic set size design"));
    }

    @Override
    public RankingPlan specify(Study study) {
        return RankingPlan.read(study);
    }

    @Override
    public List<Setting> settings(RankingPlan plan) {
        return plan.settings();
    }

    @Override
    public covey.data.Requirement requires(RankingPlan plan) {
        return plan.evaluation().requirement();
    }

    @Override
    public Findings estimate(RankingPlan plan, RankingData data, RandomGenerator random) {
        PlannedComparisons comparisons = new PlannedComparisons(plan, data, random);
        int seen = comparisons.units();
        if (seen < 2) {
            throw nothing(plan, seen);
        }
        double units = plan.units().orElse(seen);
        double times = units / seen;
        List<Outcome> rows = new ArrayList<>();
        rows.add(units(units, seen));
        List<String> sharing = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Hypothesis> whole = comparisons.whole(role);
            rows.addAll(rows(plan, whole, procedure(plan, role), times));
            said(role, "", whole, procedure(plan, role), level(plan)).ifPresent(sharing::add);
            List<Hypothesis> segments = comparisons.segments(role);
            rows.addAll(rows(plan, segments, plan.evaluation().multiplicity().slices(), times));
            said(
                            role,
                            " in segments",
                            segments,
                            plan.evaluation().multiplicity().slices(),
                            level(plan))
                    .ifPresent(sharing::add);
        }
        return new Findings(rows, diagnostics(plan, rows, sharing, seen), arms(plan, units), List.of());
    }

    private static SpecificationException nothing(RankingPlan plan, int seen) {
        Study study = plan.evaluation().study();
        RankingRequirement requirement = plan.evaluation().requirement();
        ZoneId zone = study.schema().zone();
        return new SpecificationException(
                study.design().has("history.start") ? study.design().location("history.start") : study.location(),
                "there is no history: " + seen + " " + study.unit() + "s count in the truth from "
                        + requirement.start().atZone(zone).toLocalDate() + " until "
                        + requirement.end().atZone(zone).toLocalDate(),
                "write design: {history: {start: 2026-01-31}}, the first day of an earlier truth that the systems have"
                        + " lists for");
    }

    private static List<Diagnostic> diagnostics(RankingPlan plan, List<Outcome> rows, List<String> sharing, int seen) {
        RankingPlanFindings findings = new RankingPlanFindings(plan, rows);
        List<Diagnostic> all = new ArrayList<>(findings.history(seen));
        all.addAll(findings.power());
        if (!sharing.isEmpty()) {
            all.add(findings.correction(sharing));
        }
        findings.late().ifPresent(all::add);
        return all;
    }

    private static double level(RankingPlan plan) {
        return plan.evaluation().study().context().level();
    }

    private static PValueAdjustment procedure(RankingPlan plan, Role role) {
        return switch (role) {
            case PRIMARY -> plan.evaluation().multiplicity().primary();
            case SECONDARY -> plan.evaluation().multiplicity().secondary();
            case GUARDRAIL -> PValueAdjustment.NONE;
        };
    }

    private static List<Outcome> rows(
            RankingPlan plan, List<Hypothesis> hypotheses, PValueAdjustment procedure, double times) {
        if (hypotheses.isEmpty()) {
            return List.of();
        }
        double alpha =
                FamilyLevel.of(procedure, 1 - level(plan), hypotheses.size()).level();
        return hypotheses.stream()
                .flatMap(h -> RankingPlanRows.of(plan, h, alpha, times).stream())
                .toList();
    }

    private static Optional<String> said(
            Role role, String where, List<Hypothesis> hypotheses, PValueAdjustment procedure, double level) {
        return hypotheses.size() < 2 || procedure == PValueAdjustment.NONE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s%s: %s over %d hypotheses, planned at α = %.3g each",
                        role.name().toLowerCase(Locale.ROOT),
                        where,
                        procedure.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        hypotheses.size(),
                        FamilyLevel.of(procedure, 1 - level, hypotheses.size()).level()));
    }

    private static Outcome units(double units, int seen) {
        return new Estimate(
                new Estimand(ANALYSIS, "", "units", Scale.COUNT, "", "", "", Map.of(), "units"),
                units,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                seen,
                "");
    }

    private static List<ArmInfo> arms(RankingPlan plan, double units) {
        List<ArmInfo> arms = new ArrayList<>();
        // every system ranks for all of them: nothing is shared out
        arms.add(new ArmInfo(plan.evaluation().systems().getFirst(), true, 0, Math.round(units)));
        plan.candidates().forEach(c -> arms.add(new ArmInfo(c, false, 0, Math.round(units))));
        return arms;
    }

    @Override
    public List<Working> workings(RankingPlan plan, RankingData data, Working.Asked number) {
        PlannedComparisons comparisons = new PlannedComparisons(
                plan, data, RandomGeneratorFactory.of("L64X128MixRandom").create(0));
        for (Role role : Role.values()) {
            boolean whole = number.segment().isEmpty();
            List<Hypothesis> family = whole ? comparisons.whole(role) : comparisons.segments(role);
            PValueAdjustment procedure = whole
                    ? procedure(plan, role)
                    : plan.evaluation().multiplicity().slices();
            for (Hypothesis h : family) {
                if (h.use().metric().name().equals(number.metric())
                        && h.system().equals(number.arm())
                        && h.segment().equals(number.segment())) {
                    return RankingPlanRows.workings(
                            plan,
                            h,
                            FamilyLevel.of(procedure, 1 - level(plan), family.size())
                                    .level(),
                            plan.units().orElse(comparisons.units()) / comparisons.units());
                }
            }
        }
        return List.of();
    }
}
