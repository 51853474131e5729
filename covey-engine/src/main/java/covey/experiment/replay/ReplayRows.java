package covey.experiment.replay;

import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.Test;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.power.ReplayCheck;
import covey.stats.test.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows and findings of a replay, whatever its design: how often intervals held the truth, and whether p-values are uniform. */
public final class ReplayRows {
    /** Analysis of every row of a replay. */
    static final String ANALYSIS = "aa";

    private static final String CHECK = "aa_replay";

    /** Chance that a sound comparison is found unsound, for either finding. */
    private static final double STRICT = 0.001;

    private final ExperimentSpec spec;
    private final int replays;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /**
     * @param spec what is replayed
     * @param replays number of assignments
     */
    public ReplayRows(ExperimentSpec spec, int replays) {
        this.spec = spec;
        this.replays = replays;
    }

    ExperimentSpec spec() {
        return spec;
    }

    /** Rows so far. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Findings so far. */
    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /**
     * One comparison of the analysis.
     *
     * @param plan metric
     * @param arm arm
     * @param reference what it is compared with
     */
    public record Replayed(MetricPlan plan, String arm, String reference) {}

    /** There is nothing to replay. */
    public void missing(Replayed what, Missing why) {
        outcomes.add(why.at(estimand(what)));
    }

    /**
     * Judges a comparison.
     *
     * @param what the comparison
     * @param results one result an assignment
     * @param units units behind one of them
     */
    public void judge(Replayed what, List<Result> results, long units) {
        List<Double> pValues = new ArrayList<>();
        Optional<Missing> missing = Optional.empty();
        for (Result result : results) {
            switch (result) {
                case Effect effect -> pValues.add(effect.test().pValue());
                case Missing why -> missing = missing.or(() -> Optional.of(why));
            }
        }
        int lost = results.size() - pValues.size();
        if (missing.isPresent() && (lost > results.size() / 2 || pValues.size() < Replay.FEWEST)) {
            Missing why = missing.get();
            missing(
                    what,
                    new Missing(
                            why.reason(),
                            why.message() + ", in " + lost + " of " + results.size() + " assignments",
                            why.advice()));
            return;
        }
        judge(what, pValues, lost, units);
    }

    /** Judges a comparison by its p-values: an interval holds zero exactly when its test does not reject. */
    public void judge(Replayed what, List<Double> pValues, int lost, long units) {
        if (pValues.isEmpty()) {
            missing(what, new Missing(Reason.TOO_FEW_UNITS, "no assignment allows an estimate", "run longer"));
            return;
        }
        double level = spec.level();
        int covered = (int) pValues.stream().filter(p -> p > 1 - level).count();
        ReplayCheck check =
                ReplayCheck.of(pValues.stream().mapToDouble(Double::doubleValue).toArray(), covered, level);
        Bounds band = Wilson.interval(new BinomialCount(covered, pValues.size()), 1 - STRICT);
        outcomes.add(new Estimate(
                estimand(what),
                check.coverage(),
                OptionalDouble.empty(),
                Optional.of(new Interval(
                        band.lower(), band.upper(), 1 - STRICT, Coverage.POINTWISE, "Wilson, over replays")),
                what.plan().quantile() ? Optional.empty() : Optional.of(test(check.uniformity())),
                units,
                ""));
        // of one fixed history a quantile moves from value to value, so that its p-values come in steps
        boolean sound = what.plan().quantile() ? check.covers() : check.passes();
        diagnostics.add(new Diagnostic(
                CHECK,
                sound ? Severity.PASS : Severity.WARNING,
                what.plan().name(),
                said(what, check, pValues.size(), lost),
                sound
                        ? List.of()
                        : List.of(
                                "a few units carry most of the metric",
                                "too few units",
                                "the unit of analysis is not the unit that varies"),
                sound ? "" : "cap the metric, run longer, or analyse by the unit that is randomised",
                Map.of("arm", what.arm()),
                ""));
    }

    private static Test test(TestResult uniform) {
        return new Test(
                "Kolmogorov-Smirnov, p-values uniform",
                uniform.statistic(),
                OptionalDouble.empty(),
                uniform.pValue(),
                Optional.empty());
    }

    private String said(Replayed what, ReplayCheck check, int sound, int lost) {
        double uniform = check.uniformity().pValue();
        String name = what.plan().name() + (spec.arms().size() > 2 ? " (" + what.arm() + ")" : "");
        return name + ": in " + sound + " splits of the history intervals held the truth in "
                + Numbers.shown(100 * check.coverage()) + " % (" + Numbers.shown(100 * spec.level())
                + " % promised)"
                + (what.plan().quantile()
                        ? ", by which alone a quantile is judged"
                        : ", p-values " + (uniform >= STRICT ? "uniform" : "not uniform") + " (Kolmogorov-Smirnov p = "
                                + Numbers.shown(uniform) + ")")
                + (lost > 0 ? "; " + lost + " more allowed no estimate" : "") + ".";
    }

    private Estimand estimand(Replayed what) {
        return new Estimand(
                ANALYSIS,
                what.plan().name(),
                "coverage",
                Scale.PROBABILITY,
                what.arm(),
                what.reference(),
                "",
                Map.of("replays", Integer.toString(replays)),
                Estimands.FRACTION);
    }
}
