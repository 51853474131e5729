package covey.assign.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * GrowthBook's hash of a unit to [0, 1), and its ranges of that number by arm.
 *
 * <p>Version 1: {@code fnv1a32(value + seed) mod 1000 / 1000}. Version 2:
 * {@code fnv1a32(decimal(fnv1a32(seed + value))) mod 10000 / 10000}. Other versions do not exist: no unit is in.
 *
 * <p>Reference: GrowthBook's published cases, specification 0.8.0; equal.
 *
 * @param seed seed; GrowthBook takes the experiment's key where none is set
 * @param version 1 or 2
 * @param units what FNV takes; the JavaScript kit UTF-16 code units, kits that hash bytes those of UTF-8
 */
public record GrowthBookHash(String seed, int version, Fnv1a32.Units units) {
    private static final double SUM_TOLERANCE = 0.01;

    public GrowthBookHash {
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("GrowthBook's hash has versions 1 and 2, not " + version);
        }
    }

    /** The number of a unit. */
    public double of(String value) {
        if (version == 1) {
            return Fnv1a32.hash(value + seed, units) % 1000 / 1000.0;
        }
        long inner = Fnv1a32.hash(seed + value, units);
        return Fnv1a32.hash(Long.toString(inner), units) % 10_000 / 10_000.0;
    }

    /** As many equal weights as there are arms. */
    public static List<Double> equalWeights(int arms) {
        return arms < 1 ? List.of() : Collections.nCopies(arms, 1.0 / arms);
    }

    /**
     * A range for each arm: arm k gets {@code [c, c + coverage w_k)} with c the weights before it. Coverage is clipped to
     * [0, 1]; weights of another number or with a sum outside [0.99, 1.01] are replaced by equal ones, as GrowthBook does.
     */
    public static List<BucketRange> ranges(int arms, double coverage, List<Double> weights) {
        double covered = Math.min(1, Math.max(0, coverage));
        double sum = weights.stream().mapToDouble(w -> w).sum();
        boolean sound = weights.size() == arms && Math.abs(sum - 1) <= SUM_TOLERANCE + 1e-12;
        List<BucketRange> ranges = new ArrayList<>();
        double start = 0;
        for (double weight : sound ? weights : equalWeights(arms)) {
            ranges.add(new BucketRange(start, start + covered * weight));
            start += weight;
        }
        return ranges;
    }
}
