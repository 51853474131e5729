package covey.ranking.score;

import covey.data.RankingData.Scored;
import covey.method.Study.MetricUse;
import covey.ranking.compare.Frame;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.Measured;
import covey.result.Outcome;
import covey.result.Reason;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Metrics of scored rows: over all of them, by segment, and the calibration curve behind them. */
public final class ScoreRows {
    /** A part of the rows, with the groups that its jackknife leaves out. */
    private record Grouped(ScoredPart part, Supplier<DeleteGroupJackknife> jackknife) {}

    private final Frame frame;
    private final ScoreComparison comparison;
    private final Scored scored;
    private final RandomGenerator random;
    private final Grouped all;

    /** Scored rows of the systems of a frame. */
    public ScoreRows(Frame frame, Scored scored, RandomGenerator random) {
        this.frame = frame;
        this.comparison = new ScoreComparison(frame);
        this.scored = scored;
        this.random = random;
        this.all = grouped(ScoredPart.all(scored));
    }

    private Grouped grouped(ScoredPart part) {
        return new Grouped(part, groups(part, random));
    }

    /** Groups of the units of a part, drawn now; asked for where there are too few they are refused. */
    static Supplier<DeleteGroupJackknife> groups(ScoredPart part, RandomGenerator random) {
        if (part.units() < DeleteGroupJackknife.FEWEST) {
            return () -> DeleteGroupJackknife.of(part.units(), random);
        }
        DeleteGroupJackknife drawn = DeleteGroupJackknife.of(part.units(), random);
        return () -> drawn;
    }

    /** A metric over all rows. */
    public Measured measured(MetricUse use, ScoreMetric metric) {
        return comparison.of(use, metric, all.part(), all.jackknife());
    }

    /** A metric by segment; segments of too few units are not shown. */
    public List<Measured> segments(MetricUse use, ScoreMetric metric) {
        List<Measured> measured = new ArrayList<>();
        ScoredPart.segments(scored).map(this::grouped).forEach(segment -> {
            ScoredPart part = segment.part();
            measured.add(
                    part.units() < frame.minCell()
                            ? comparison.hidden(use, part, small())
                            : comparison.of(use, metric, part, segment.jackknife()));
        });
        return measured;
    }

    private Fault small() {
        return new Fault(
                Reason.BELOW_MIN_CELL,
                "fewer than " + frame.minCell() + " units",
                "read a coarser dimension, or lower privacy.min_cell");
    }

    /** Calibration curves and the parts of the Brier score, of all rows and by segment. */
    public List<Outcome> calibration(MetricUse use, ScoreMetric metric) {
        CalibrationRows rows = new CalibrationRows(frame, use, metric);
        List<Outcome> outcomes = new ArrayList<>(rows.of(all.part()));
        ScoredPart.segments(scored).filter(p -> p.units() >= frame.minCell()).forEach(p -> outcomes.addAll(rows.of(p)));
        return outcomes;
    }
}
