package covey.stats.design.cluster;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Clusters in one layout: the linearised response in column 0, centred covariates, then centred stratum indicators. */
final class ClusterBlocks {

    private final List<Cluster> clusters;
    private final List<Moments> blocks;
    private final double offset;
    private final int strata;

    private ClusterBlocks(List<Cluster> clusters, List<Moments> blocks, double offset, int strata) {
        this.clusters = clusters;
        this.blocks = blocks;
        this.offset = offset;
        this.strata = strata;
    }

    static ClusterBlocks of(List<Cluster> clusters, Column y, List<Column> covariates) {
        Moments pooled = Moments.sum(clusters.stream().map(Cluster::units).toList());
        int[] labels =
                clusters.stream().mapToInt(Cluster::stratum).distinct().sorted().toArray();
        Moments[] arms = {arm(clusters, Side.CONTROL), arm(clusters, Side.TREATMENT)};
        for (Side side : Side.values()) {
            requireDenominator(clusters, side, y, arms[side.indicator()]);
        }
        double offset = y.offset(arms[0]) + dot(y.coefficients(arms[0]), arms[0]);
        int columns = 1 + covariates.size() + labels.length - 1;
        List<Moments> blocks = new ArrayList<>();
        for (Cluster cluster : clusters) {
            double[][] a = new double[columns][pooled.size()];
            double[] b = new double[columns];
            Moments arm = arms[cluster.side().indicator()];
            a[0] = y.coefficients(arm);
            b[0] = y.offset(arm) - offset;
            for (int i = 0; i < covariates.size(); i++) {
                a[i + 1] = covariates.get(i).coefficients(pooled);
                b[i + 1] = -dot(a[i + 1], pooled);
            }
            for (int s = 1; s < labels.length; s++) {
                int at = covariates.size() + s;
                b[at] = (cluster.stratum() == labels[s] ? 1 : 0) - share(clusters, labels[s], pooled.n());
            }
            blocks.add(cluster.units().affine(a, b));
        }
        return new ClusterBlocks(clusters, List.copyOf(blocks), offset, labels.length - 1);
    }

    int size() {
        return clusters.size();
    }

    Side side(int g) {
        return clusters.get(g).side();
    }

    Moments block(int g) {
        return blocks.get(g);
    }

    /** Subtracted from the response, so that its digits are not lost against a large mean. */
    double offset() {
        return offset;
    }

    /** Number of stratum indicators. */
    int strata() {
        return strata;
    }

    /** Units of one arm. */
    Moments arm(Side side) {
        List<Moments> chosen = new ArrayList<>();
        for (int g = 0; g < size(); g++) {
            if (side(g) == side) {
                chosen.add(blocks.get(g));
            }
        }
        return Moments.sum(chosen);
    }

    /**
     * Raw cross-products of one cluster over the constant, the arm, the chosen columns and, when asked for, the arm
     * times the first of them.
     */
    ClusterRegression.Products products(int g, int[] columns, int interacted) {
        Moments block = blocks.get(g);
        int p = 2 + columns.length + interacted;
        double t = side(g).indicator();
        int[] source = new int[p];
        double[] factor = new double[p];
        for (int i = 0; i < p; i++) {
            boolean repeated = i >= 2 + columns.length;
            source[i] = i < 2 ? -1 : columns[repeated ? i - 2 - columns.length : i - 2];
            factor[i] = i == 1 || repeated ? t : 1;
        }
        double[][] xx = new double[p][p];
        double[] xy = new double[p];
        for (int i = 0; i < p; i++) {
            xy[i] = factor[i] * raw(block, source[i], 0);
            for (int j = 0; j < p; j++) {
                xx[i][j] = factor[i] * factor[j] * raw(block, source[i], source[j]);
            }
        }
        return new ClusterRegression.Products(xx, xy);
    }

    /** Sum of products of two columns, −1 being the constant. */
    private static double raw(Moments block, int i, int j) {
        double n = block.n();
        double product = n * (i < 0 ? 1 : block.mean(i)) * (j < 0 ? 1 : block.mean(j));
        return i < 0 || j < 0 ? product : product + block.crossM2(i, j);
    }

    private static Moments arm(List<Cluster> clusters, Side side) {
        List<Moments> chosen = clusters.stream()
                .filter(c -> c.side() == side)
                .map(Cluster::units)
                .toList();
        if (chosen.size() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    side.name().toLowerCase(Locale.ROOT) + " has " + chosen.size()
                            + " clusters, at least 2 are needed; randomise more and smaller clusters");
        }
        return Moments.sum(chosen);
    }

    /** The denominator's mean must stand clear of zero, measured by how it varies between clusters. */
    private static void requireDenominator(List<Cluster> clusters, Side side, Column y, Moments arm) {
        if (!(y instanceof Column.Ratio ratio)) {
            return;
        }
        double mean = arm.mean(ratio.denominator());
        double squares = 0;
        for (Cluster cluster : clusters) {
            if (cluster.side() == side) {
                double gap = cluster.units().n() * (cluster.units().mean(ratio.denominator()) - mean);
                squares += gap * gap;
            }
        }
        double strength = Math.abs(mean) * arm.n() / Math.sqrt(squares);
        if (mean != 0 && strength < RatioMoments.WEAKEST_DENOMINATOR) {
            throw new DegenerateDataException(
                    Reason.WEAK_DENOMINATOR,
                    "the denominator mean is only " + strength + " cluster standard errors from zero, at least "
                            + RatioMoments.WEAKEST_DENOMINATOR + " are needed");
        }
    }

    private static double share(List<Cluster> clusters, int label, long total) {
        return clusters.stream()
                        .filter(c -> c.stratum() == label)
                        .mapToDouble(c -> c.units().n())
                        .sum()
                / total;
    }

    private static double dot(double[] a, Moments block) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] == 0 ? 0 : a[i] * block.mean(i);
        }
        return sum;
    }
}
