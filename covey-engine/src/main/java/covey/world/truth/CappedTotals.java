package covey.world.truth;

import java.util.Arrays;
import java.util.BitSet;

/** Revenue of every user of an experiment under both arms: a cap is a quantile, so that the values must be kept. */
final class CappedTotals {
    private double[] control = new double[1024];
    private double[] treated = new double[1024];
    private final BitSet arms = new BitSet();
    private int size;

    void add(double ifControl, double ifTreated, boolean isTreated) {
        if (size == control.length) {
            control = Arrays.copyOf(control, size * 2);
            treated = Arrays.copyOf(treated, size * 2);
        }
        control[size] = ifControl;
        treated[size] = ifTreated;
        arms.set(size, isTreated);
        size++;
    }

    /** The quantile of what is observed, both arms pooled, zeros included, between order statistics linearly. */
    double quantile(double fraction) {
        double[] observed = new double[size];
        for (int i = 0; i < size; i++) {
            observed[i] = arms.get(i) ? treated[i] : control[i];
        }
        Arrays.sort(observed);
        double rank = fraction * (size - 1);
        int below = (int) rank;
        int above = Math.min(size - 1, below + 1);
        return observed[below] + (rank - below) * (observed[above] - observed[below]);
    }

    /** Mean of the capped values if all had been in the arm. */
    double mean(int arm, double cap) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.min(cap, arm == 0 ? control[i] : treated[i]);
        }
        return sum / size;
    }

    /** Variance of the mean of the capped values over the users observed in the arm. */
    double variance(int arm, double cap) {
        double mean = mean(arm, cap);
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double deviation = Math.min(cap, arm == 0 ? control[i] : treated[i]) - mean;
            squares += deviation * deviation;
        }
        int observed = arm == 0 ? size - arms.cardinality() : arms.cardinality();
        return squares / size / observed;
    }
}
