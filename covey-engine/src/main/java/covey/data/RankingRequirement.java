package covey.data;

import covey.metric.Population;
import covey.metric.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ranked lists and what turned out to be relevant.
 *
 * @param schema tables
 * @param unit unit that clusters the intervals
 * @param start start of the period in which the truth lies
 * @param end its end, exclusive
 * @param asOf nothing later than this is read
 * @param truth what was relevant
 * @param systems the systems, the baseline first
 * @param items the catalogue; empty when none is declared
 * @param history what users had before the period; empty when none is declared
 * @param personal whether the history of each judged query comes home, and not only the popularity of the items
 * @param slices dimensions of the unit, as they were before the period
 * @param population who of the units is in the study, as they were before the period
 * @param depth ranks that are read; longer lists are cut
 * @param mostRows most rows of lists that are brought home
 * @param reading what is brought home of them
 */
public record RankingRequirement(
        Schema schema,
        String unit,
        Instant start,
        Instant end,
        Instant asOf,
        TruthSource truth,
        List<SystemSource> systems,
        Optional<ItemSource> items,
        Optional<HistorySource> history,
        boolean personal,
        List<String> slices,
        Population population,
        int depth,
        long mostRows,
        Reading reading)
        implements Requirement {
    public RankingRequirement {
        systems = List.copyOf(systems);
        slices = List.copyOf(slices);
    }

    /** The same of some of the systems, on truth of another time. */
    public RankingRequirement from(Instant first, Instant last, List<SystemSource> others) {
        return new RankingRequirement(
                schema,
                unit,
                first,
                last,
                asOf,
                truth,
                others,
                items,
                history,
                personal,
                slices,
                population,
                depth,
                mostRows,
                reading);
    }

    /** What is brought home. */
    public enum Reading {
        /** Lists by rank, joined with the judgements. */
        LISTS,
        /** Judgements, joined with the scores of every system. */
        SCORES,
        BOTH;

        public boolean lists() {
            return this != SCORES;
        }

        public boolean scores() {
            return this != LISTS;
        }
    }

    /**
     * Rows that say what was relevant.
     *
     * @param model model
     * @param filter SQL condition; empty for all
     * @param query column of the query, such as the user or a request
     * @param item column of the item
     * @param grade column or expression of the grade; empty for 1 each
     */
    public record TruthSource(String model, String filter, String query, String item, String grade) {}

    /**
     * Rows of one system's lists.
     *
     * @param name name in the study
     * @param model model
     * @param filter SQL condition; empty for all
     * @param query column of the query
     * @param item column of the item
     * @param order how rows are ordered
     * @param column column of the score or of the rank
     * @param trainingEnd until when the system may have learnt; empty when not declared
     * @param time column of the time at which a row was shown; empty when weeks are not read
     */
    public record SystemSource(
            String name,
            String model,
            String filter,
            String query,
            String item,
            Order order,
            String column,
            Optional<Instant> trainingEnd,
            String time) {
        /** How the rows of a list are ordered. */
        public enum Order {
            /** The highest score first. */
            SCORE,
            /** The smallest rank first. */
            RANK
        }
    }

    /**
     * The catalogue.
     *
     * @param model model, one row per item
     * @param filter SQL condition; empty for all
     * @param item column of the item
     * @param category column of the category; empty for none
     * @param provider column of who made it; empty for none
     * @param features columns of its feature vector; empty for none
     */
    public record ItemSource(
            String model, String filter, String item, String category, String provider, List<String> features) {
        public ItemSource {
            features = List.copyOf(features);
        }
    }

    /**
     * What users had before the period: popularity, novelty, overlap with training.
     *
     * @param model model
     * @param filter SQL condition; empty for all
     * @param query column of the query or user
     * @param item column of the item
     */
    public record HistorySource(String model, String filter, String query, String item) {}
}
