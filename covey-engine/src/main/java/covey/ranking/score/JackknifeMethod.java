package covey.ranking.score;

import covey.stats.compare.Contrast;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import covey.stats.score.ScoredRows;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Errors by leaving out groups of units.
 *
 * @param number the number, and without each group
 */
public record JackknifeMethod(BiFunction<ScoredRows, DeleteGroupJackknife, Replicates> number)
        implements ScoreMethod<Replicates> {
    @Override
    public Replicates estimate(ScoredRows rows, Supplier<DeleteGroupJackknife> jackknife) {
        return number.apply(rows, jackknife.get());
    }

    @Override
    public double value(Replicates estimate) {
        return estimate.value();
    }

    @Override
    public Contrast level(Replicates estimate, Supplier<DeleteGroupJackknife> jackknife) {
        return jackknife.get().level(estimate);
    }

    @Override
    public Contrast contrast(Replicates baseline, Replicates candidate, Supplier<DeleteGroupJackknife> jackknife) {
        return jackknife.get().contrast(baseline, candidate);
    }

    @Override
    public String name(Supplier<DeleteGroupJackknife> jackknife) {
        return "delete-a-group jackknife, " + jackknife.get().groups() + " groups";
    }
}
