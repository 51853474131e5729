package covey.ranking.trec;

import covey.ranking.RankingMetric;

/**
 * One printed value.
 *
 * @param name as printed
 * @param form how it is printed and combined over topics
 * @param metric the value of a topic; for {@link Form#STRING} its first value is the length
 */
record TrecColumn(String name, Form form, RankingMetric metric) {
    /** How a value is printed and combined. */
    enum Form {
        /** The run's name, in the summary only. */
        RUN,
        /** The number of topics, in the summary only. */
        TOPICS,
        /** A whole number, summed. */
        SUM,
        /** The relevant items, which {@code -c} counts over all judgements. */
        RELEVANT,
        /** A real number, averaged. */
        MEAN,
        /** A logarithm, averaged and exponentiated; in the summary only. */
        GEOMETRIC,
        /** Grades of the first items as characters; for topics only. */
        STRING;

        boolean ofTopics() {
            return this != RUN && this != TOPICS && this != GEOMETRIC;
        }

        boolean ofSummary() {
            return this != STRING;
        }

        boolean isWhole() {
            return this == SUM || this == RELEVANT;
        }
    }
}
