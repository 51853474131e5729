package covey.stats.compare;

import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Layout shared by the covariate-adjusted methods: the response in position 0, covariates from position 1. */
final class Linearised {

    private Linearised() {}

    static Column[] withResponseFirst(Column y, List<Column> covariates) {
        List<Column> all = new ArrayList<>();
        all.add(y);
        all.addAll(covariates);
        return all.toArray(new Column[0]);
    }

    static int[] positions(int covariates) {
        return IntStream.rangeClosed(1, covariates).toArray();
    }

    static List<Column> pick(List<Column> covariates, List<Integer> kept) {
        return kept.stream().map(covariates::get).toList();
    }

    static List<Column> rest(List<Column> covariates, List<Integer> kept) {
        return IntStream.range(0, covariates.size())
                .filter(i -> !kept.contains(i))
                .mapToObj(covariates::get)
                .toList();
    }

    /** A block whose cross-products are the sum of both arms' sample covariance matrices, each arm counting alike. */
    static Moments sumOfCovariances(Moments c, Moments t) {
        int k = c.size();
        double[][] s = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                s[i][j] = c.covariance(i, j) + t.covariance(i, j);
            }
        }
        return Moments.ofPopulation(1, new double[k], s);
    }

    /** Cross-products about each block's own means, summed; the means are those of all units, for their scale. */
    static Moments insideBlocks(List<Moments> blocks) {
        Moments whole = Moments.sum(blocks);
        int size = whole.size();
        double[] mean = new double[size];
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            mean[i] = whole.mean(i);
            for (int j = 0; j < size; j++) {
                for (Moments block : blocks) {
                    covariance[i][j] += block.crossM2(i, j) / whole.n();
                }
            }
        }
        return Moments.ofPopulation(whole.n(), mean, covariance);
    }
}
