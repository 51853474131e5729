package covey.ranking.score;

import covey.method.Study.MetricUse;
import covey.ranking.compare.Frame;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.score.Binning;
import covey.stats.score.BrierDecomposition;
import covey.stats.score.CalibrationBins;
import covey.stats.score.ReliabilityCurve;
import covey.stats.score.ReliabilityCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The calibration curve of each system in ten bins of equal width, and Murphy's parts of its Brier score. */
final class CalibrationRows {
    private static final int BINS = 10;

    private final Frame frame;
    private final MetricUse use;
    private final ScoreMetric metric;

    CalibrationRows(Frame frame, MetricUse use, ScoreMetric metric) {
        this.frame = frame;
        this.use = use;
        this.metric = metric;
    }

    List<Outcome> of(ScoredPart part) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int s = 0; s < frame.systems().size(); s++) {
            boolean fit = ScoreFaults.labels(metric, part).isEmpty()
                    && ScoreFaults.scores(metric, part, s, frame.systems().get(s))
                            .isEmpty();
            if (fit) {
                outcomes.addAll(of(part, s));
            }
        }
        return outcomes;
    }

    private List<Outcome> of(ScoredPart part, int system) {
        CalibrationBins bins = CalibrationBins.of(part.rows(system, metric.relevant()), Binning.WIDTH, BINS);
        List<Outcome> outcomes = new ArrayList<>();
        for (Point point : ReliabilityCurve.of(bins, frame.level())) {
            outcomes.add(point(point, part, system));
        }
        BrierDecomposition parts = BrierDecomposition.of(bins);
        outcomes.add(brier("reliability", parts.reliability(), part, system));
        outcomes.add(brier("resolution", parts.resolution(), part, system));
        outcomes.add(brier("uncertainty", parts.uncertainty(), part, system));
        return outcomes;
    }

    private Outcome point(Point point, ScoredPart part, int system) {
        String bin = String.format(Locale.ROOT, "%.1f to %.1f", point.from(), point.to());
        if (point.units() < frame.minCell()) {
            return new NotEstimable(
                    estimand("observed_share", Map.of("bin", bin), part, system),
                    Reason.BELOW_MIN_CELL,
                    "fewer than " + frame.minCell() + " units have a score there",
                    "evaluate more units, or lower privacy.min_cell");
        }
        Map<String, String> at = Map.of(
                "bin",
                bin,
                "predicted",
                String.format(Locale.ROOT, "%.4f", point.predicted()),
                "rows",
                "" + point.rows());
        return new Estimate(
                estimand("observed_share", at, part, system),
                point.observed(),
                OptionalDouble.empty(),
                Optional.of(new Interval(
                        point.interval().lower(),
                        point.interval().upper(),
                        frame.level(),
                        Coverage.POINTWISE,
                        "Wilson, clustered by unit")),
                Optional.empty(),
                point.units(),
                "");
    }

    private Outcome brier(String name, double value, ScoredPart part, int system) {
        return new Estimate(
                estimand("brier_part", Map.of("part", name), part, system),
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                part.units(),
                "");
    }

    private Estimand estimand(String name, Map<String, String> at, ScoredPart part, int system) {
        return new Estimand(
                "main",
                use.metric().name(),
                name,
                Scale.LEVEL,
                frame.systems().get(system),
                "",
                part.segment(),
                at,
                "");
    }
}
