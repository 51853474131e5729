package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.Measured.Level;
import covey.clustering.names.ClusterMetric.Moved;
import covey.clustering.names.ClusterMetric.Recall;
import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.interval.Bounds;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.multiplicity.SimultaneousLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of both versions' levels, their difference, and guardrails. */
final class VersionRows {
    /** Name of the difference of two versions on the same entities. */
    static final String PAIRED = "paired_difference";

    private final ClusteringSpec spec;
    private final double level;

    VersionRows(ClusteringSpec spec) {
        this.spec = spec;
        this.level = spec.level();
    }

    /** What a number of a metric is about. */
    static Estimand estimand(Planned planned, String analysis, String name, Scale scale, String version) {
        String reference = scale == Scale.LEVEL ? "" : ClusteringSpec.BASELINE;
        return new Estimand(analysis, planned.name(), name, scale, version, reference, "", Map.of(), "");
    }

    /** What stands in a result's own words of a share or a number: it decides how a level is written. */
    static String quantity(Planned planned) {
        return planned.use().metric().measure().kind();
    }

    /** A level of its own analysis, with an interval where there is an error. */
    Estimate level(Estimand estimand, Level of, String method, long n) {
        return new Estimate(
                estimand,
                of.value(),
                of.error().map(c -> OptionalDouble.of(c.standardError())).orElse(OptionalDouble.empty()),
                of.error().map(c -> interval(c.interval(level), level, Coverage.POINTWISE, method)),
                Optional.empty(),
                n,
                "");
    }

    private Interval interval(Bounds bounds, double nominal, Coverage coverage, String method) {
        return new Interval(bounds.lower(), bounds.upper(), nominal, coverage, method);
    }

    /** Everything about the metrics, in their order; p-values of secondary ones are corrected for their number. */
    List<Outcome> of(List<Measured> measured) {
        List<Outcome> rows = new ArrayList<>();
        List<Measured> family = measured.stream()
                .filter(m -> m.planned().use().role() == Role.SECONDARY)
                .filter(m -> m.contrast().isPresent())
                .toList();
        boolean corrected = spec.corrected() && family.size() > 1;
        double[] adjusted = corrected
                ? PValueAdjustment.BENJAMINI_HOCHBERG.adjust(family.stream()
                        .mapToDouble(m -> m.contrast().orElseThrow().pValue())
                        .toArray())
                : new double[0];
        int selected = (int)
                java.util.Arrays.stream(adjusted).filter(p -> p <= 1 - level).count();
        for (Measured m : measured) {
            int at = corrected ? family.indexOf(m) : -1;
            Optional<AdjustedPValue> p = at < 0
                    ? Optional.empty()
                    : Optional.of(new AdjustedPValue(
                            adjusted[at], "secondary metrics (" + family.size() + ")", "Benjamini-Hochberg"));
            rows.addAll(main(m, p));
            if (at >= 0 && adjusted[at] <= 1 - level) {
                rows.add(selected(m, p, selected, family.size()));
            }
        }
        return rows;
    }

    private List<Outcome> main(Measured m, Optional<AdjustedPValue> adjusted) {
        Planned planned = m.planned();
        Estimand before = estimand(planned, "main", quantity(planned), Scale.LEVEL, ClusteringSpec.BASELINE);
        Estimand now = estimand(planned, "main", quantity(planned), Scale.LEVEL, ClusteringSpec.CANDIDATE);
        Estimand difference = estimand(planned, "main", PAIRED, Scale.DIFFERENCE, ClusteringSpec.CANDIDATE);
        Estimand relative = estimand(planned, "main", PAIRED, Scale.RELATIVE_DIFFERENCE, ClusteringSpec.CANDIDATE);
        if (m.fault().isPresent()) {
            Fault fault = m.fault().get();
            return List.of(fault.at(before), fault.at(now), fault.at(difference));
        }
        Level baseline = m.baseline().orElseThrow();
        Level candidate = m.candidate().orElseThrow();
        List<Outcome> rows = new ArrayList<>();
        rows.add(level(before, baseline, m.method(), m.n()));
        rows.add(level(now, candidate, m.method(), m.n()));
        if (m.contrast().isEmpty()) {
            rows.addAll(unmoved(m, difference, candidate.value() - baseline.value()));
            return rows;
        }
        Contrast contrast = m.contrast().get();
        rows.add(difference(difference, m, adjusted, level, Coverage.POINTWISE, ""));
        // a fraction of an index, whose zero is a convention, means nothing
        if (planned.metric() instanceof Recall && contrast.baseline() != 0) {
            rows.add(lift(relative, m, adjusted));
        }
        guardrail(m).ifPresent(rows::add);
        return rows;
    }

    /** A difference that no group moves; of a share of which nothing was seen there is still a bound. */
    private List<Outcome> unmoved(Measured m, Estimand difference, double gap) {
        boolean nothing = m.planned().metric() instanceof Moved && gap == 0;
        Optional<Interval> bound = nothing ? Optional.of(none(m.n(), level)) : Optional.empty();
        List<Outcome> rows = new ArrayList<>();
        rows.add(new Estimate(difference, gap, OptionalDouble.empty(), bound, Optional.empty(), m.n(), ""));
        if (m.planned().use().margin().isPresent()) {
            Estimand guard = estimand(
                    m.planned(), "main", "non_inferiority", m.planned().use().marginScale(), ClusteringSpec.CANDIDATE);
            rows.add(
                    nothing
                            ? new Estimate(
                                    guard,
                                    gap,
                                    OptionalDouble.empty(),
                                    Optional.of(none(m.n(), (1 + level) / 2)),
                                    Optional.empty(),
                                    m.n(),
                                    "")
                            : new Fault(
                                            Reason.ZERO_VARIANCE,
                                            "the difference " + gap + " is the same without any group of entities",
                                            "read the difference; it has no sampling error to hold against a margin")
                                    .at(guard));
        }
        return rows;
    }

    /** What share of movers n entities may have shown none of: {@code 1 − (1 − level)^(1/n)}. */
    private static Interval none(long n, double level) {
        return new Interval(
                0, -Math.expm1(Math.log1p(-level) / n), level, Coverage.POINTWISE, "exact binomial, none of n moved");
    }

    private static Test test(Measured m, Optional<AdjustedPValue> adjusted) {
        Contrast contrast = m.contrast().orElseThrow();
        OptionalDouble df =
                Double.isInfinite(contrast.df()) ? OptionalDouble.empty() : OptionalDouble.of(contrast.df());
        return new Test(m.method(), contrast.statistic(), df, contrast.pValue(), adjusted);
    }

    private Estimate difference(
            Estimand estimand,
            Measured m,
            Optional<AdjustedPValue> adjusted,
            double drawn,
            Coverage coverage,
            String suffix) {
        Contrast contrast = m.contrast().orElseThrow();
        return new Estimate(
                estimand,
                contrast.difference(),
                OptionalDouble.of(contrast.standardError()),
                Optional.of(interval(contrast.interval(drawn), level, coverage, m.method() + suffix)),
                Optional.of(test(m, adjusted)),
                m.n(),
                "");
    }

    private Outcome lift(Estimand estimand, Measured m, Optional<AdjustedPValue> adjusted) {
        Contrast contrast = m.contrast().orElseThrow();
        Optional<Bounds> fieller = contrast.fieller(level);
        if (fieller.isEmpty()) {
            return unbounded(contrast).at(estimand);
        }
        return new Estimate(
                estimand,
                contrast.lift(),
                OptionalDouble.empty(),
                Optional.of(interval(fieller.get(), level, Coverage.POINTWISE, "Fieller, " + m.method())),
                Optional.of(test(m, adjusted)),
                m.n(),
                "");
    }

    private static Fault unbounded(Contrast contrast) {
        return new Fault(
                Reason.ZERO_BASELINE,
                "the baseline's value " + contrast.baseline() + " cannot be told from zero",
                "read the difference");
    }

    private Outcome selected(Measured m, Optional<AdjustedPValue> adjusted, int selected, int of) {
        Estimand estimand = estimand(m.planned(), "multiplicity", PAIRED, Scale.DIFFERENCE, ClusteringSpec.CANDIDATE);
        return difference(
                estimand,
                m,
                adjusted,
                SimultaneousLevel.fcrLevel(level, selected, of),
                Coverage.FALSE_COVERAGE_RATE,
                ", false coverage rate, " + selected + " of " + of + " selected");
    }

    /** A guardrail against its margin, one-sided at (1 + level)/2; empty for a metric without one. */
    private Optional<Outcome> guardrail(Measured m) {
        OptionalDouble margin = m.planned().use().margin();
        if (margin.isEmpty()) {
            return Optional.empty();
        }
        Contrast contrast = m.contrast().orElseThrow();
        Scale scale = m.planned().use().marginScale();
        Estimand estimand = estimand(m.planned(), "main", "non_inferiority", scale, ClusteringSpec.CANDIDATE);
        boolean relative = scale == Scale.RELATIVE_DIFFERENCE;
        if (relative && contrast.baseline() == 0) {
            return Optional.of(unbounded(contrast).at(estimand));
        }
        NonInferiority test = new NonInferiority(
                contrast,
                margin.getAsDouble(),
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                m.planned().use().metric().goal() == Goal.DECREASE
                        ? NonInferiority.Direction.DECREASE
                        : NonInferiority.Direction.INCREASE);
        double oneSided = (1 + level) / 2;
        Optional<Bounds> bounds = test.interval(oneSided);
        if (bounds.isEmpty()) {
            return Optional.of(unbounded(contrast).at(estimand));
        }
        return Optional.of(new Estimate(
                estimand,
                relative ? contrast.lift() : contrast.difference(),
                relative ? OptionalDouble.empty() : OptionalDouble.of(contrast.standardError()),
                Optional.of(interval(
                        bounds.get(),
                        oneSided,
                        Coverage.POINTWISE,
                        (relative ? "Fieller, " : "") + m.method() + ", one-sided")),
                Optional.of(new Test(
                        m.method() + ", one-sided against the margin",
                        test.statistic(),
                        OptionalDouble.of(contrast.df()),
                        test.pValue(),
                        Optional.empty())),
                m.n(),
                ""));
    }
}
