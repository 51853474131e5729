package covey.experiment.factorial;

import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.design.factorial.CellWeights;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.test.TestResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Effects of factors on one metric, from moments of the cells.
 *
 * @param factorial factors and arms
 * @param plan metric
 * @param blocks moments by cell
 * @param covariates covariates in them
 */
record FactorialMethod(FactorialSpec factorial, MetricPlan plan, ArmMoments blocks, CovariateColumns covariates) {
    private static final String METHOD = "t over cells of equal weight";

    /** Main effect of a level of a factor. */
    Result main(int factor, int level, CellWeights weights) {
        return effect(
                e -> e.main(factor, level, weights),
                pooled(factor, level).n() + pooled(factor, 0).n());
    }

    /** What a level of one factor adds to the effect of a level of another. */
    Result interaction(int f, int a, int g, int b) {
        return effect(
                e -> e.interaction(f, a, g, b),
                blocks.arms().values().stream().mapToLong(Moments::n).sum());
    }

    private Moments pooled(int factor, int level) {
        List<Moments> chosen = factorial.experiment().arms().stream()
                .filter(a -> factorial.levels(a.name()).get(factor) == level)
                .map(a -> blocks.of(a.name()))
                .toList();
        return Moments.sum(chosen);
    }

    private Result effect(Function<FactorialEffects, Contrast> asked, long n) {
        for (Study.Arm arm : factorial.experiment().arms()) {
            if (blocks.of(arm.name()).n() == 0) {
                return Missing.noUnits(arm.name());
            }
        }
        try {
            AdjustedCells cells = cells();
            Effect plain = Effect.plain(asked.apply(effects(cells.plain())), METHOD, n);
            List<String> unused = covariates.unused(cells.used());
            if (cells.used().isEmpty()) {
                return plain.withDropped(unused);
            }
            Contrast contrast = asked.apply(effects(cells.adjusted()));
            String by = "one slope: " + String.join(", ", covariates.labelsOf(cells.used()));
            return new Effect(
                    contrast,
                    METHOD,
                    Effect.testOf(contrast, METHOD),
                    Optional.empty(),
                    n,
                    by,
                    Optional.of(plain),
                    unused);
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private AdjustedCells cells() {
        Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
        return AdjustedCells.of(factorial, blocks, y, covariates.columns());
    }

    private FactorialEffects effects(List<FactorialCell> cells) {
        return FactorialEffects.of(cells, Column.of(0), factorial.sizes());
    }

    /** Joint test that no two factors interact; empty when it cannot be made. */
    Optional<TestResult> interactionTest() {
        try {
            return Optional.of(effects(cells().adjusted()).interactionTest());
        } catch (DegenerateDataException e) {
            return Optional.empty();
        }
    }
}
