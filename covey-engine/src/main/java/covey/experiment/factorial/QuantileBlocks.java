package covey.experiment.factorial;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.QuantileArm;
import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.stats.compare.QuantileEstimate;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Quantiles of the combinations in the place of means: a quantile of n units is to first order the mean of their influence
 * values, so that a block with it as mean and n times its variance as variance enters every contrast of combinations as a
 * mean does. A main effect is the average over the other factors' levels of differences of quantiles, not the difference of
 * the quantiles of units taken together.
 *
 * @param blocks one block a combination, of one column
 * @param missing why a combination has no quantile
 */
record QuantileBlocks(ArmMoments blocks, Optional<Missing> missing) {
    /** Those of the units of a segment, or of all for none; of a metric that is no quantile there are none. */
    static QuantileBlocks of(ExperimentSpec spec, MetricPlan plan, ExperimentData data, String segment) {
        Map<String, Moments> arms = new TreeMap<>();
        Optional<Missing> missing = Optional.empty();
        Optional<QuantileCells> cells = data.quantile(plan.name());
        for (QuantileCell cell : cells.map(QuantileCells::arms).orElse(List.of())) {
            boolean own = segment.equals(cell.slice().isEmpty() ? "" : cell.slice() + "=" + cell.segment());
            if (own && cell.units() > 0) {
                switch (QuantileArm.of(cell, cells.get().quantile(), spec.level())) {
                    case QuantileArm.None none -> missing = Optional.of(none.why());
                    case QuantileArm.Known known -> arms.put(cell.arm(), block(known.estimate()));
                }
            }
        }
        return new QuantileBlocks(new ArmMoments(1, arms), missing);
    }

    private static Moments block(QuantileEstimate quantile) {
        return Moments.ofPopulation(quantile.n(), new double[] {quantile.value()}, new double[][] {
            {quantile.variance() * (quantile.n() - 1.0)}
        });
    }
}
