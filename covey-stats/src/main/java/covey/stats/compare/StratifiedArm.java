package covey.stats.compare;

import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;

/** One arm over all strata, ratios linearised at the arm's stratified means. */
final class StratifiedArm {

    private final StratumShares shares;
    private final List<Moments> strata;

    private StratifiedArm(StratumShares shares, List<Moments> strata) {
        this.shares = shares;
        this.strata = strata;
    }

    /** Linearises the columns; throws what {@link Column#requireEstimable} throws for the arm as a whole. */
    static StratifiedArm of(List<Moments> blocks, StratumShares shares, Column... columns) {
        Moments whole = Moments.sum(blocks);
        double[] mean = new double[whole.size()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = shares.mean(means(blocks, i));
        }
        Moments at = Moments.ofPopulation(1, mean, new double[mean.length][mean.length]);
        double[][] a = new double[columns.length][];
        double[] b = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i].requireEstimable(whole);
            a[i] = columns[i].coefficients(at);
            b[i] = columns[i].offset(at);
        }
        return new StratifiedArm(
                shares, blocks.stream().map(block -> block.affine(a, b)).toList());
    }

    /** Columns A·x of the columns held. */
    StratifiedArm linear(double[][] a) {
        return new StratifiedArm(
                shares, strata.stream().map(block -> block.linear(a)).toList());
    }

    List<Moments> strata() {
        return strata;
    }

    /** Mean of a column in each stratum. */
    double[] means(int column) {
        return means(strata, column);
    }

    /** Each stratum's part of the sampling variance of a stratified mean, shares taken as known. */
    List<Arm> parts(int column) {
        List<Arm> parts = new ArrayList<>();
        for (int k = 0; k < strata.size(); k++) {
            Arm stratum = Arm.ofMean(strata.get(k), column);
            double weight = shares.weight(k);
            parts.add(new Arm(0, weight * weight * stratum.variance(), stratum.df()));
        }
        return parts;
    }

    /** Sampling covariance of two stratified means, shares taken as known. */
    double within(int i, int j) {
        return shares.within(strata.stream()
                .mapToDouble(block -> block.covariance(i, j) / block.n())
                .toArray());
    }

    private static double[] means(List<Moments> blocks, int column) {
        return blocks.stream().mapToDouble(block -> block.mean(column)).toArray();
    }
}
