package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Variation of information: {@code H(U|V) + H(V|U)}, a metric on clusterings: 0 exactly when identical, symmetric, with
 * the triangle inequality. In nats at most ln n.
 *
 * <p>Agrees with python-igraph 0.10.2 {@code compare_communities(method="vi")} to 1e-12. Meilă (2007), J. Multivariate
 * Analysis 98.
 *
 * @param unit nats, bits, or one of two normalisations
 */
public record VariationOfInformation(Unit unit) implements PartitionMeasure {

    /** What the variation of information is measured in. */
    public enum Unit {
        /** Natural logarithms. */
        NATS,
        /** Logarithms to base 2. */
        BITS,
        /** Share of ln n, the largest value for n elements; unweighted tables of two elements or more. */
        SHARE_OF_LOG_N,
        /** Share of the joint entropy: 1 exactly for independent sides. */
        SHARE_OF_JOINT
    }

    @Override
    public String name() {
        return "variation of information ("
                + switch (unit) {
                    case NATS -> "nats";
                    case BITS -> "bits";
                    case SHARE_OF_LOG_N -> "share of ln n";
                    case SHARE_OF_JOINT -> "share of joint entropy";
                }
                + ")";
    }

    @Override
    public double of(ContingencyTable table) {
        Entropies entropies = Entropies.of(table);
        double nats = entropies.firstGivenSecond() + entropies.secondGivenFirst();
        return nats == 0 ? 0 : nats / nats(table, entropies);
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        if (unit == Unit.SHARE_OF_JOINT) {
            return OptionalDouble.empty();
        }
        Entropies entropies = Entropies.of(table);
        double nats = Math.max(0, entropies.first() + entropies.second() - 2 * ExpectedMutualInformation.of(table));
        return OptionalDouble.of(nats == 0 ? 0 : nats / nats(table, entropies));
    }

    /** Nats in one unit. */
    private double nats(ContingencyTable table, Entropies entropies) {
        return switch (unit) {
            case NATS -> 1;
            case BITS -> Math.log(2);
            case SHARE_OF_LOG_N -> {
                table.requireCounts("the largest variation of information");
                yield Math.log(table.elements());
            }
            case SHARE_OF_JOINT -> entropies.joint();
        };
    }
}
