package covey.experiment.compare;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Place;
import covey.experiment.sequential.Path;
import covey.experiment.sequential.Rule;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.distribution.Normal;
import covey.stats.interval.Bounds;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.StagewiseInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Estimates corrected for when the experiment stopped: {@code stopped} is the median-unbiased estimate with the
 * stage-wise interval, {@code bias_adjusted} is Whitehead's. They stand at the look that decided, or at the last one. Data that
 * came in after it undo no decision; {@code overrun} is the stage-wise estimate that has them, by Whitehead's deletion: the
 * crossed look and those after it are left out, and the data of today are the last stage. Corrected is for the bounds that
 * stop: looks before the first week have none for efficacy, and a metric that stops nothing, a secondary one or a guardrail, needs
 * no correction for bounds of its own.
 * Confidence sequences need none: their intervals hold wherever one stops.
 */
final class StoppedRows {
    private final ExperimentSpec spec;
    private final Standing standing;
    private final Path path;
    private final String analysis;
    private final String method;
    private final StagewiseInference inference;

    private StoppedRows(ExperimentSpec spec, Standing standing, Path path, String analysis, String method) {
        this.spec = spec;
        this.standing = standing;
        this.path = path;
        this.analysis = analysis;
        this.method = "stage-wise ordering, " + method;
        this.inference = ((Rule.GroupSequential) standing.rule())
                .stopped(path, standing.alpha(), standing.verdict().stopping().orElseThrow());
    }

    /** The rows; none while the experiment goes on, or where the last look adds nothing to the one before. */
    static List<Outcome> of(ExperimentSpec spec, Standing standing) {
        Path path = standing.path();
        int crossed = standing.verdict().crossed();
        boolean over = crossed > 0 || path.last() == Last.FINAL;
        // stages of an unplanned length have no common drift to order them by; the repeated interval stands
        if (standing.plain()
                || !over
                || standing.weighted().isPresent()
                || standing.verdict().stopping().isEmpty()
                || !(standing.rule() instanceof Rule.GroupSequential rule)
                || !rule.adds(path)) {
            return List.of();
        }
        int stop = crossed > 0 ? crossed : path.size();
        StoppedRows stopped = new StoppedRows(spec, standing, path.until(stop), "stopped", "stopped at look " + stop);
        List<Outcome> rows = new ArrayList<>(stopped.rows());
        rows.add(stopped.biasAdjusted());
        if (stop < path.size()) {
            String since = "the crossed look " + stop + " deleted, look " + path.size() + " the last";
            rows.addAll(new StoppedRows(spec, standing, path.overrun(stop), "overrun", since).rows());
        }
        return rows;
    }

    private List<Outcome> rows() {
        Estimands estimands = new Estimands(standing.metric(), spec.control().name());
        Bounds bounds = inference.interval(spec.level());
        Test test = new Test(
                method, path.latest().z(), OptionalDouble.empty(), twoSided(inference.pValue()), Optional.empty());
        List<Outcome> rows = new ArrayList<>();
        Place place = Place.of(analysis);
        rows.add(row(estimands.difference(place, standing.arm()), inference.medianUnbiased(), bounds, test));
        lift(estimands.relative(place, standing.arm()), bounds, test).ifPresent(rows::add);
        return rows;
    }

    private static double twoSided(double tail) {
        return Math.clamp(2 * Math.min(tail, 1 - tail), 0, 1);
    }

    private Outcome biasAdjusted() {
        Estimands estimands = new Estimands(standing.metric(), spec.control().name());
        return new Estimate(
                estimands.difference(Place.of("bias_adjusted"), standing.arm()),
                inference.biasAdjusted(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                units(),
                standing.effect().adjustedBy());
    }

    private Outcome row(Estimand estimand, double value, Bounds bounds, Test test) {
        return new Estimate(
                estimand,
                value,
                OptionalDouble.empty(),
                Optional.of(new Interval(
                        bounds.lower(),
                        bounds.upper(),
                        spec.level(),
                        Coverage.POINTWISE,
                        (estimand.scale() == Scale.DIFFERENCE ? "" : "Fieller, ") + method)),
                Optional.of(test),
                units(),
                standing.effect().adjustedBy());
    }

    /** The same three deviates in Fieller's set; only for the present look, whose control value is known. */
    private Optional<Outcome> lift(Estimand estimand, Bounds bounds, Test test) {
        Contrast contrast = standing.effect().contrast();
        if (!path.latest().equals(standing.path().latest()) || contrast.baseline() == 0) {
            return Optional.empty();
        }
        Optional<Double> low = lift(contrast, bounds.lower());
        Optional<Double> middle = lift(contrast, inference.medianUnbiased());
        Optional<Double> high = lift(contrast, bounds.upper());
        if (low.isEmpty() || middle.isEmpty() || high.isEmpty() || !(low.get() <= high.get())) {
            return Optional.empty();
        }
        return Optional.of(row(estimand, middle.get(), new Bounds(low.get(), high.get()), test));
    }

    private static Optional<Double> lift(Contrast contrast, double difference) {
        double z = (contrast.difference() - difference) / contrast.standardError();
        double level = 1 - 2 * Normal.survival(Math.abs(z));
        if (level <= 1e-9) {
            return Optional.of(contrast.lift());
        }
        return level >= 1
                ? Optional.empty()
                : contrast.asNormal().fieller(level).map(b -> z > 0 ? b.lower() : b.upper());
    }

    private long units() {
        return Math.round(path.latest().units());
    }
}
