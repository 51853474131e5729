package covey.experiment.factorial;

import covey.experiment.compare.ArmMoments;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells of a factorial experiment with {@code y - theta'(x - mean x)} in place of y; one theta for all cells, from the
 * moments inside them (CUPED). Ratios are linearised at the cell's own totals.
 *
 * @param plain cells without adjustment
 * @param adjusted cells with it
 * @param used covariates that entered
 */
record AdjustedCells(List<FactorialCell> plain, List<FactorialCell> adjusted, List<Column> used) {
    AdjustedCells {
        plain = List.copyOf(plain);
        adjusted = List.copyOf(adjusted);
        used = List.copyOf(used);
    }

    static AdjustedCells of(FactorialSpec factorial, ArmMoments blocks, Column y, List<Column> covariates) {
        ExperimentSpec spec = factorial.experiment();
        Column[] columns = new Column[covariates.size() + 1];
        columns[0] = y;
        for (int i = 0; i < covariates.size(); i++) {
            columns[i + 1] = covariates.get(i);
        }
        List<FactorialCell> cells = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            cells.add(
                    new FactorialCell(factorial.levels(arm.name()), Column.linearise(blocks.of(arm.name()), columns)));
        }
        List<FactorialCell> plain = cells.stream()
                .map(c -> new FactorialCell(c.levels(), c.units().select(0)))
                .toList();
        List<Integer> kept = MomentRegression.independent(
                List.of(inside(cells)),
                IntStream.rangeClosed(1, covariates.size()).toArray());
        if (kept.isEmpty()) {
            return new AdjustedCells(plain, plain, List.of());
        }
        return new AdjustedCells(
                plain,
                adjusted(cells, kept.stream().mapToInt(i -> i + 1).toArray()),
                kept.stream().map(covariates::get).toList());
    }

    private static List<FactorialCell> adjusted(List<FactorialCell> cells, int... kept) {
        double[] slopes = MomentRegression.slopes(inside(cells), 0, kept);
        Moments all = Moments.sum(cells.stream().map(FactorialCell::units).toList());
        double[][] a = new double[1][all.size()];
        double[] b = new double[1];
        a[0][0] = 1;
        for (int i = 0; i < kept.length; i++) {
            a[0][kept[i]] = -slopes[i];
            b[0] += slopes[i] * all.mean(kept[i]);
        }
        return cells.stream()
                .map(c -> new FactorialCell(c.levels(), c.units().affine(a, b)))
                .toList();
    }

    /** Cross-products about the cells' own means. */
    private static Moments inside(List<FactorialCell> cells) {
        int k = cells.getFirst().units().size();
        long n = cells.stream().mapToLong(c -> c.units().n()).sum();
        double[][] covariance = new double[k][k];
        for (FactorialCell cell : cells) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    covariance[i][j] += cell.units().crossM2(i, j) / n;
                }
            }
        }
        return Moments.ofPopulation(n, new double[k], covariance);
    }
}
