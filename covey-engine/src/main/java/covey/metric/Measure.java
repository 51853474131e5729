package covey.metric;

import java.util.List;

/** How a metric is measured, by kind. */
public sealed interface Measure {
    /** The aggregates it needs, in the order numerator, denominator. */
    List<Aggregate> aggregates();

    /** Kind as written in a file. */
    String kind();

    /**
     * Mean per unit of a sum, count, maximum or number of different values.
     *
     * @param value per-unit value
     */
    record Mean(Aggregate value) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of(value);
        }

        @Override
        public String kind() {
            return "mean";
        }
    }

    /**
     * Share of units with at least one matching row.
     *
     * @param event rows that count
     */
    record Proportion(Aggregate event) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of(event);
        }

        @Override
        public String kind() {
            return "proportion";
        }
    }

    /**
     * Sum of one aggregate over sum of another, over units.
     *
     * @param numerator per-unit numerator
     * @param denominator per-unit denominator, possibly from another model
     */
    record Ratio(Aggregate numerator, Aggregate denominator) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of(numerator, denominator);
        }

        @Override
        public String kind() {
            return "ratio";
        }
    }

    /**
     * Share of mature units with a row inside a closed window after entry.
     *
     * @param event rows that count as a return
     */
    record Retention(Aggregate event) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of(event);
        }

        @Override
        public String kind() {
            return "retention";
        }
    }

    /**
     * Share of a unit's eligible days on which it was active, averaged over units.
     *
     * @param activeDays rows that make a day active
     */
    record Participation(Aggregate activeDays) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of(activeDays);
        }

        @Override
        public String kind() {
            return "participation";
        }
    }

    /**
     * A quantile over units or over events.
     *
     * @param value per-unit value (over units), or the row expression with function MAX (over events)
     * @param quantile fraction in (0, 1)
     * @param over what the quantile is taken over
     */
    record Quantile(Aggregate value, double quantile, Over over) implements Measure {
        /** What a quantile is taken over. */
        public enum Over {
            UNIT,
            EVENT
        }

        @Override
        public List<Aggregate> aggregates() {
            return List.of(value);
        }

        @Override
        public String kind() {
            return "quantile";
        }
    }

    /**
     * A number that a method of its own computes, such as {@code nDCG@10}: no aggregate of rows, so no experiment or trend
     * measures it.
     *
     * @param by what computes it: {@code ranking}, {@code clustering}, {@code label}
     */
    record Computed(String by) implements Measure {
        @Override
        public List<Aggregate> aggregates() {
            return List.of();
        }

        @Override
        public String kind() {
            return by;
        }
    }
}
