package covey.data;

import covey.data.ExperimentData.Freshness;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import java.util.List;
import java.util.Map;

/**
 * A population by stratum, and the labels of the items drawn from it, in columns.
 *
 * @param strata the population, in the order of the strata's names
 * @param sample items with a row among the labels, by stratum and id
 * @param ratings labels, by item and rater
 * @param raters number of different raters
 * @param counts what was found and left out while reading
 * @param freshness newest row per model
 */
public record LabelData(
        List<Stratum> strata,
        Sample sample,
        Ratings ratings,
        int raters,
        Map<String, Long> counts,
        Map<String, Freshness> freshness)
        implements Data {
    public LabelData {
        strata = List.copyOf(strata);
        counts = Map.copyOf(counts);
        freshness = Map.copyOf(freshness);
    }

    /**
     * A stratum of the population.
     *
     * @param name its name
     * @param items items in it
     * @param probabilities sum of their inclusion probabilities; 0 where none are declared
     * @param judged items that the judge said something of
     * @param judgedSum sum of what it said
     */
    public record Stratum(String name, long items, double probabilities, long judged, double judgedSum) {}

    /**
     * Drawn items.
     *
     * @param strata number of each one's stratum
     * @param probabilities its inclusion probability; 0 where none are declared
     * @param hasJudgement 1 where the judge said something of it
     * @param judgements what the judge said; 0 where it said nothing
     */
    public record Sample(Ints strata, Doubles probabilities, Ints hasJudgement, Doubles judgements) {
        /** How many. */
        public int size() {
            return strata.size();
        }
    }

    /**
     * Labels.
     *
     * @param items number of the drawn item
     * @param raters number of the rater
     * @param labels the label
     */
    public record Ratings(Ints items, Ints raters, Doubles labels) {
        /** How many. */
        public int size() {
            return items.size();
        }
    }

    /** A count; zero when it was not found. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
