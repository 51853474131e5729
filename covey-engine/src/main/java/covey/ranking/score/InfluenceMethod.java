package covey.ranking.score;

import covey.stats.compare.Contrast;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.score.ScoreEstimate;
import covey.stats.score.ScoredRows;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Errors from how far each unit moves the number; with {@code DELONG} as if each row were a unit of its own, by the normal.
 *
 * @param number the number
 * @param name how the error is had
 * @param rows what a unit is
 */
public record InfluenceMethod(Function<ScoredRows, ScoreEstimate> number, String name, Rows rows)
        implements ScoreMethod<ScoreEstimate> {
    /** Whether rows of one unit may depend on each other. */
    public enum Rows {
        CLUSTERED,
        INDEPENDENT
    }

    @Override
    public ScoreEstimate estimate(ScoredRows given, Supplier<DeleteGroupJackknife> jackknife) {
        return number.apply(rows == Rows.CLUSTERED ? given : given.independent());
    }

    @Override
    public double value(ScoreEstimate estimate) {
        return estimate.value();
    }

    @Override
    public Contrast level(ScoreEstimate estimate, Supplier<DeleteGroupJackknife> jackknife) {
        return referred(estimate.level());
    }

    @Override
    public Contrast contrast(
            ScoreEstimate baseline, ScoreEstimate candidate, Supplier<DeleteGroupJackknife> jackknife) {
        return referred(ScoreEstimate.contrast(baseline, candidate));
    }

    private Contrast referred(Contrast contrast) {
        return rows == Rows.CLUSTERED ? contrast : contrast.asNormal();
    }

    @Override
    public String name(Supplier<DeleteGroupJackknife> jackknife) {
        return name;
    }
}
