package covey.experiment.replay;

import covey.data.ExperimentData.BucketValue;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values of a quantile metric by bucket, sorted once, from which the order statistics of any assignment of buckets are
 * picked as the warehouse picks those of a run.
 */
final class HashedValues {
    private static final double ROUNDING = 1e-9;

    private final double p;
    private final double z;
    private final boolean overEvents;
    private final List<String> buckets = new ArrayList<>();
    private final double[] values;
    private final long[] counts;
    private final int[] bucketOf;
    private final int[] unitOf;
    private final int units;

    /**
     * @param cells values by bucket
     * @param level confidence level of the run
     */
    HashedValues(QuantileCells cells, double level) {
        this.p = cells.quantile();
        this.z = Normal.quantile(0.5 + level / 2);
        List<BucketValue> sorted = new ArrayList<>(cells.values());
        sorted.sort(Comparator.comparingDouble(BucketValue::value));
        this.overEvents = sorted.stream().anyMatch(v -> v.unit() > 0);
        this.values = new double[sorted.size()];
        this.counts = new long[sorted.size()];
        this.bucketOf = new int[sorted.size()];
        this.unitOf = new int[sorted.size()];
        Map<String, Integer> places = new HashMap<>();
        Map<String, Integer> people = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            BucketValue value = sorted.get(i);
            values[i] = value.value();
            counts[i] = value.count();
            bucketOf[i] = places.computeIfAbsent(value.bucket(), bucket -> {
                buckets.add(bucket);
                return buckets.size() - 1;
            });
            unitOf[i] =
                    overEvents ? people.computeIfAbsent(value.bucket() + " " + value.unit(), _ -> people.size()) : i;
        }
        this.units = overEvents ? people.size() : values.length;
    }

    /** Units that have a value. */
    long units() {
        if (overEvents) {
            return units;
        }
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        return all;
    }

    /** Order statistics of every arm under an assignment of buckets. */
    Map<String, QuantileCell> arms(Map<String, String> assignment) {
        Map<String, QuantileCell> cells = new TreeMap<>();
        String[] armOf =
                buckets.stream().map(b -> assignment.getOrDefault(b, "")).toArray(String[]::new);
        assignment.values().stream()
                .distinct()
                .forEach(arm -> cell(arm, armOf).ifPresent(cell -> cells.put(arm, cell)));
        return cells;
    }

    private Optional<QuantileCell> cell(String arm, String... armOf) {
        int[] own = new int[values.length];
        int size = 0;
        long n = 0;
        for (int i = 0; i < values.length; i++) {
            if (armOf[bucketOf[i]].equals(arm)) {
                own[size++] = i;
                n += counts[i];
            }
        }
        if (n == 0) {
            return Optional.empty();
        }
        Sample sample = new Sample(own, size);
        double at = at(sample, Math.ceil(n * p - ROUNDING));
        Optional<Moments> shares = overEvents ? Optional.of(shares(sample, at)) : Optional.empty();
        double half = z * shares.map(this::error).orElse(Math.sqrt(p * (1 - p) / n));
        double lower = Math.floor(n * (p - half));
        double upper = Math.ceil(n * (p + half)) + 1;
        return Optional.of(new QuantileCell(
                arm,
                "",
                "",
                shares.map(Moments::n).orElse(n),
                n,
                at,
                at(sample, lower),
                at(sample, upper),
                lower / n,
                upper / n,
                shares));
    }

    /** Rows of one arm in order of the values: their positions, and how many. */
    private static final class Sample {
        private final int[] rows;
        private final int size;

        Sample(int[] rows, int size) {
            this.rows = rows;
            this.size = size;
        }

        int row(int i) {
            return rows[i];
        }
    }

    /** The value at a rank; the largest beyond the last. */
    private double at(Sample sample, double rank) {
        long upto = 0;
        for (int i = 0; i < sample.size; i++) {
            upto += counts[sample.row(i)];
            if (upto >= rank) {
                return values[sample.row(i)];
            }
        }
        return values[sample.row(sample.size - 1)];
    }

    /** Moments over units of the events at or below a value and of all events. */
    private Moments shares(Sample sample, double value) {
        double[][] perUnit = new double[units][2];
        for (int i = 0; i < sample.size; i++) {
            int row = sample.row(i);
            perUnit[unitOf[row]][1] += counts[row];
            perUnit[unitOf[row]][0] += values[row] <= value ? counts[row] : 0;
        }
        List<double[]> seen = new ArrayList<>();
        for (double[] unit : perUnit) {
            if (unit[1] > 0) {
                seen.add(unit);
            }
        }
        return Moments.ofRows(seen.toArray(new double[0][]));
    }

    /** Standard error of the share at or below the quantile, units being drawn. */
    private double error(Moments shares) {
        double spread =
                (shares.crossM2(0, 0) - 2 * p * shares.crossM2(1, 0) + p * p * shares.crossM2(1, 1)) / shares.n();
        return Math.sqrt(Math.max(0, spread) / shares.n()) / shares.mean(1);
    }
}
