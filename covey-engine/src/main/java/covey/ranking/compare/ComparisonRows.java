package covey.ranking.compare;

import covey.method.Study.MetricUse;
import covey.ranking.compare.Correction.Drawn;
import covey.ranking.compare.Hypothesis.Fault;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Goal;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.interval.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of levels, differences and guardrails. */
public final class ComparisonRows {
    /** Name of the mean of a system. */
    public static final String MEAN = "mean";

    /** Name of the mean difference over the same queries. */
    public static final String PAIRED = "paired_difference";

    public static final String METHOD = "paired t, clustered by unit";

    private final Frame frame;
    private final double level;

    /** Rows of the systems of a frame. */
    public ComparisonRows(Frame frame) {
        this.frame = frame;
        this.level = frame.level();
    }

    /** What a number of a candidate is about. */
    public Estimand estimand(String analysis, Hypothesis hypothesis, String name, Scale scale) {
        MetricUse use = hypothesis.use();
        return new Estimand(
                analysis,
                use.metric().name(),
                name,
                scale,
                hypothesis.system(),
                frame.baseline(),
                hypothesis.segment(),
                Map.of(),
                scale == Scale.DIFFERENCE ? use.metric().unit() : "");
    }

    /** Mean of a system over some queries. */
    public Outcome level(MetricUse use, String system, String segment, PairedTotals totals) {
        Estimand estimand = new Estimand(
                "main",
                use.metric().name(),
                MEAN,
                Scale.LEVEL,
                system,
                "",
                segment,
                Map.of(),
                use.metric().unit());
        try {
            Contrast mean = totals.contrast();
            return new Estimate(
                    estimand,
                    mean.difference(),
                    OptionalDouble.of(mean.standardError()),
                    Optional.of(interval(mean.interval(level), Drawn.pointwise("main", level), "t, clustered by unit")),
                    Optional.empty(),
                    totals.units(),
                    frame.adjustedBy());
        } catch (DegenerateDataException e) {
            return Fault.of(e).at(estimand);
        }
    }

    /** Difference and relative difference, under the interval that leads and the other one. */
    public List<Outcome> differences(Hypothesis hypothesis, Correction correction) {
        List<Outcome> rows = new ArrayList<>(pair(hypothesis, correction, correction.shown()));
        correction.further().ifPresent(f -> rows.addAll(pair(hypothesis, correction, f)));
        return rows;
    }

    private List<Outcome> pair(Hypothesis hypothesis, Correction correction, Drawn drawn) {
        Estimand difference = estimand(drawn.analysis(), hypothesis, PAIRED, Scale.DIFFERENCE);
        Estimand relative = estimand(drawn.analysis(), hypothesis, PAIRED, Scale.RELATIVE_DIFFERENCE);
        if (hypothesis.contrast().isEmpty()) {
            Fault fault = hypothesis.fault().orElseThrow();
            return List.of(fault.at(difference), fault.at(relative));
        }
        Contrast contrast = hypothesis.contrast().get();
        String method = hypothesis.method();
        Test test = new Test(
                method,
                contrast.statistic(),
                OptionalDouble.of(contrast.df()),
                contrast.pValue(),
                correction.adjusted());
        int n = hypothesis.n();
        return List.of(
                new Estimate(
                        difference,
                        contrast.difference(),
                        OptionalDouble.of(contrast.standardError()),
                        Optional.of(interval(contrast.interval(drawn.level()), drawn, method)),
                        Optional.of(test),
                        n,
                        frame.adjustedBy()),
                lift(relative, contrast, test, drawn, n));
    }

    private Outcome lift(Estimand estimand, Contrast contrast, Test test, Drawn drawn, int n) {
        Optional<Bounds> fieller = contrast.baseline() == 0 ? Optional.empty() : contrast.fieller(drawn.level());
        if (fieller.isEmpty()) {
            return unbounded(contrast).at(estimand);
        }
        return new Estimate(
                estimand,
                contrast.lift(),
                OptionalDouble.empty(),
                Optional.of(interval(fieller.get(), drawn, "Fieller, " + test.name())),
                Optional.of(test),
                n,
                frame.adjustedBy());
    }

    /** What stands in place of a relative difference from nothing. */
    public static Fault unbounded(Contrast contrast) {
        return new Fault(
                Reason.ZERO_BASELINE,
                "the baseline's value " + contrast.baseline() + " cannot be told from zero",
                "read the difference");
    }

    private Interval interval(Bounds bounds, Drawn drawn, String method) {
        return new Interval(bounds.lower(), bounds.upper(), level, drawn.coverage(), method + drawn.suffix());
    }

    /** A guardrail against its margin, one-sided at (1 + level)/2; empty for a metric without one. */
    public Optional<Outcome> guardrail(Hypothesis hypothesis) {
        OptionalDouble margin = hypothesis.use().margin();
        if (margin.isEmpty()) {
            return Optional.empty();
        }
        Scale scale = hypothesis.use().marginScale();
        Estimand estimand = estimand("main", hypothesis, "non_inferiority", scale);
        if (hypothesis.contrast().isEmpty()) {
            return Optional.of(hypothesis.fault().orElseThrow().at(estimand));
        }
        Contrast contrast = hypothesis.contrast().get();
        boolean relative = scale == Scale.RELATIVE_DIFFERENCE;
        NonInferiority test = new NonInferiority(
                contrast,
                margin.getAsDouble(),
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                hypothesis.use().metric().goal() == Goal.DECREASE
                        ? NonInferiority.Direction.DECREASE
                        : NonInferiority.Direction.INCREASE);
        double oneSided = (1 + level) / 2;
        Optional<Bounds> bounds = test.interval(oneSided);
        if (bounds.isEmpty() || (relative && contrast.baseline() == 0)) {
            return Optional.of(unbounded(contrast).at(estimand));
        }
        return Optional.of(new Estimate(
                estimand,
                relative ? contrast.lift() : contrast.difference(),
                relative ? OptionalDouble.empty() : OptionalDouble.of(contrast.standardError()),
                Optional.of(new Interval(
                        bounds.get().lower(),
                        bounds.get().upper(),
                        oneSided,
                        Coverage.POINTWISE,
                        (relative ? "Fieller, " : "") + hypothesis.method() + ", one-sided")),
                Optional.of(new Test(
                        hypothesis.method() + ", one-sided against the margin",
                        test.statistic(),
                        OptionalDouble.of(contrast.df()),
                        test.pValue(),
                        Optional.empty())),
                hypothesis.n(),
                frame.adjustedBy()));
    }
}
