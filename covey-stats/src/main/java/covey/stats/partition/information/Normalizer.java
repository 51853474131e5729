package covey.stats.partition.information;

/** The bound of the mutual information that it is divided by, from the two entropies. */
public enum Normalizer {
    /** The smaller entropy. */
    MIN {
        @Override
        public double of(double first, double second) {
            return Math.min(first, second);
        }
    },
    /** Square root of their product. */
    GEOMETRIC {
        @Override
        public double of(double first, double second) {
            return Math.sqrt(first * second);
        }
    },
    /** Their mean. */
    ARITHMETIC {
        @Override
        public double of(double first, double second) {
            return (first + second) / 2;
        }
    },
    /** The larger entropy. */
    MAX {
        @Override
        public double of(double first, double second) {
            return Math.max(first, second);
        }
    };

    /** The bound for two entropies. */
    public abstract double of(double first, double second);

    /** The name as it stands behind a measure's. */
    String shown() {
        return switch (this) {
            case MIN -> "min";
            case GEOMETRIC -> "geometric";
            case ARITHMETIC -> "arithmetic";
            case MAX -> "max";
        };
    }
}
