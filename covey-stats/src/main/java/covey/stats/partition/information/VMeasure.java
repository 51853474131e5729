package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * V-measure: weighted harmonic mean of homogeneity h and completeness c, {@code (1 + β) h c/(β h + c)}. With β = 1 it is
 * the arithmetic normalised mutual information. It equals {@code (1 + β) I/(H(T) + β H(P))} when neither entropy is 0,
 * so its expectation under random labels is exact.
 *
 * <p>0 when h and c are both 0. Agrees with scikit-learn 1.2.1 {@code v_measure_score} to 1e-12. Rosenberg, Hirschberg
 * (2007), EMNLP-CoNLL.
 *
 * @param beta weight β > 0 of completeness; 1 weighs both alike
 */
public record VMeasure(double beta) implements PartitionMeasure {

    /** Refuses weights that are not positive and finite. */
    public VMeasure {
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be positive and finite, got " + beta);
        }
    }

    @Override
    public String name() {
        return "V-measure (β = " + beta + ")";
    }

    @Override
    public double of(ContingencyTable table) {
        Entropies entropies = Entropies.of(table);
        return mean(Homogeneity.of(entropies), Completeness.of(entropies));
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        double homogeneity = new Homogeneity().expected(table).orElseThrow();
        double completeness = new Completeness().expected(table).orElseThrow();
        return OptionalDouble.of(mean(homogeneity, completeness));
    }

    private double mean(double homogeneity, double completeness) {
        double scale = beta * homogeneity + completeness;
        return scale == 0 ? 0 : (1 + beta) * homogeneity * completeness / scale;
    }
}
