package covey.stats.partition.internal;

import java.util.Arrays;

/** Features as a full matrix: one row of d finite values per element. */
public final class DenseFeatures implements Features {

    private final double[][] rows;
    private final int dimensions;

    private DenseFeatures(double[][] rows, int dimensions) {
        this.rows = rows;
        this.dimensions = dimensions;
    }

    /** The features in the given rows, which are copied; rows of different length and values that are not finite are refused. */
    public static DenseFeatures of(double[]... rows) {
        int dimensions = rows.length == 0 ? 0 : rows[0].length;
        double[][] copy = new double[rows.length][];
        for (int e = 0; e < rows.length; e++) {
            if (rows[e].length != dimensions) {
                throw new IllegalArgumentException(
                        "element " + e + " has " + rows[e].length + " features, the first has " + dimensions);
            }
            int element = e;
            Arrays.stream(rows[e]).filter(x -> !Double.isFinite(x)).findFirst().ifPresent(x -> {
                throw new IllegalArgumentException("element " + element + " has a feature that is not finite: " + x);
            });
            copy[e] = rows[e].clone();
        }
        return new DenseFeatures(copy, dimensions);
    }

    /** A feature of an element. */
    public double value(int element, int dimension) {
        return rows[element][dimension];
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public double squaredDistance(int first, int second) {
        return squaredDistance(rows[first], rows[second]);
    }

    private static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            double difference = x[d] - y[d];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public double dot(int first, int second) {
        double[] x = rows[first];
        double[] y = rows[second];
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    @Override
    public void addTo(int element, double[] sums) {
        double[] x = rows[element];
        for (int d = 0; d < x.length; d++) {
            sums[d] += x[d];
        }
    }

    @Override
    public double squaredDistanceTo(int element, double[] point, double squaredNorm) {
        return squaredDistance(rows[element], point);
    }
}
