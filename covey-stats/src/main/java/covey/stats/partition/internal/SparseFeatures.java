package covey.stats.partition.internal;

/**
 * Features of which most are 0, in compressed rows: the non-zero values of element e, by ascending feature, stand at
 * positions start[e] to start[e + 1] − 1.
 */
public final class SparseFeatures implements Features {

    private final int[] start;
    private final int[] feature;
    private final double[] value;
    private final int dimensions;

    private SparseFeatures(int[] start, int[] feature, double[] value, int dimensions) {
        this.start = start;
        this.feature = feature;
        this.value = value;
        this.dimensions = dimensions;
    }

    /** The features in compressed rows, which are copied; refuses rows that are not ascending and values not finite. */
    public static SparseFeatures of(int[] start, int[] feature, double[] value, int dimensions) {
        if (start.length == 0
                || start[0] != 0
                || start[start.length - 1] != value.length
                || feature.length != value.length) {
            throw new IllegalArgumentException("row starts must run from 0 to the number of values, " + value.length);
        }
        for (int e = 0; e + 1 < start.length; e++) {
            if (start[e + 1] < start[e]) {
                throw new IllegalArgumentException(
                        "row " + e + " ends at " + start[e + 1] + " before its start " + start[e]);
            }
            for (int at = start[e]; at < start[e + 1]; at++) {
                int least = at == start[e] ? 0 : feature[at - 1] + 1;
                if (feature[at] < least || feature[at] >= dimensions || !Double.isFinite(value[at])) {
                    throw new IllegalArgumentException("element " + e
                            + " must have ascending features below " + dimensions + " and finite values, got feature "
                            + feature[at] + " with value " + value[at]);
                }
            }
        }
        return new SparseFeatures(start.clone(), feature.clone(), value.clone(), dimensions);
    }

    @Override
    public int size() {
        return start.length - 1;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public double squaredDistance(int first, int second) {
        int i = start[first];
        int j = start[second];
        double sum = 0;
        while (i < start[first + 1] || j < start[second + 1]) {
            int left = i < start[first + 1] ? feature[i] : Integer.MAX_VALUE;
            int right = j < start[second + 1] ? feature[j] : Integer.MAX_VALUE;
            double difference = 0;
            if (left <= right) {
                difference += value[i++];
            }
            if (right <= left) {
                difference -= value[j++];
            }
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public double dot(int first, int second) {
        int i = start[first];
        int j = start[second];
        double sum = 0;
        while (i < start[first + 1] && j < start[second + 1]) {
            if (feature[i] == feature[j]) {
                sum += value[i++] * value[j++];
            } else if (feature[i] < feature[j]) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    @Override
    public void addTo(int element, double[] sums) {
        for (int at = start[element]; at < start[element + 1]; at++) {
            sums[feature[at]] += value[at];
        }
    }

    @Override
    public double squaredDistanceTo(int element, double[] point, double squaredNorm) {
        double sum = squaredNorm;
        for (int at = start[element]; at < start[element + 1]; at++) {
            sum += value[at] * (value[at] - 2 * point[feature[at]]);
        }
        return Math.max(0, sum);
    }
}
