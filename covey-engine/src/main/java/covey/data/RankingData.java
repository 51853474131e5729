package covey.data;

import covey.data.ExperimentData.Freshness;
import covey.data.column.Bytes;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Ranked lists and scored rows of several systems beside what turned out to be relevant, in columns.
 *
 * @param queries who was ranked for
 * @param items what was ranked
 * @param truth what was relevant, per query
 * @param history what the judged queries' users had before the period
 * @param systems the lists, the baseline first
 * @param scored judgements beside the scores of every system
 * @param counts what was found and left out while reading
 * @param freshness newest row per model
 */
public record RankingData(
        Queries queries,
        Items items,
        Truth truth,
        History history,
        List<Lists> systems,
        Scored scored,
        Counts counts,
        Map<String, Freshness> freshness)
        implements Data {
    public RankingData {
        systems = List.copyOf(systems);
        freshness = Map.copyOf(freshness);
    }

    /**
     * The queries, in an order of their own: those with a judgement, then those that some system ranked without one.
     *
     * @param ids id of each query
     * @param judged how many of them, the first, have at least one judgement
     * @param units number of the unit that each belongs to, from 0: the cluster of every interval
     * @param unitCount number of different units
     * @param slices value of each slice, per query, before the period
     */
    public record Queries(List<String> ids, int judged, Ints units, int unitCount, List<Codes> slices) {
        public Queries {
            ids = List.copyOf(ids);
            slices = List.copyOf(slices);
        }

        public int size() {
            return ids.size();
        }
    }

    /**
     * A categorical column.
     *
     * @param name its name
     * @param values the different values
     * @param codes index of the value in {@code values} per row, -1 for none
     */
    public record Codes(String name, List<String> values, Ints codes) {
        public Codes {
            values = List.copyOf(values);
        }
    }

    /**
     * The items: the whole catalogue where it is declared, then items that only a list, the truth or the history has.
     *
     * @param ids id of each item
     * @param catalogue how many of them, the first, are in the catalogue; all when none is declared
     * @param declared whether a catalogue is declared
     * @param category category of each item; every code -1 when there is none
     * @param provider who made the item; every code -1 when unknown
     * @param vectors feature vectors, one after the other, NaN for an item without one; empty when none is declared
     * @param popularity users who had the item before the period, per item; empty when no history is declared
     * @param historyUsers users of that history; 0 without one
     */
    public record Items(
            List<String> ids,
            int catalogue,
            boolean declared,
            Codes category,
            Codes provider,
            Doubles vectors,
            Ints popularity,
            long historyUsers) {
        public Items {
            ids = List.copyOf(ids);
            // results stored before items had vectors were computed without any
            vectors = Objects.requireNonNullElse(vectors, Doubles.over());
        }

        public int size() {
            return ids.size();
        }
    }

    /**
     * Judgements of the judged queries, in their order: those of query {@code q} stand at {@code offsets[q]} up to
     * {@code offsets[q + 1]}, by item.
     *
     * @param offsets begin of each judged query, and the end
     * @param items item of each judgement, ascending within a query
     * @param grades its grade, index into {@code levels}
     * @param levels the different grades, ascending; negative: in the pool and not judged
     */
    public record Truth(Ints offsets, Ints items, Bytes grades, Doubles levels) {}

    /**
     * What users had before the period: the items of judged query {@code q} stand at {@code offsets[q]} up to
     * {@code offsets[q + 1]}.
     *
     * @param offsets begin of each judged query, and the end; empty when it was not asked for
     * @param items different items of each query, ascending
     */
    public record History(Ints offsets, Ints items) {
        /** No history was asked for. */
        public static final History UNREAD = new History(Ints.over(), Ints.over());
    }

    /**
     * One system's lists, the best first, each cut at the depth that was asked for: the list of query {@code q} stands at
     * {@code offsets[q]} up to {@code offsets[q + 1]}.
     *
     * @param system its name
     * @param offsets begin of each query's list, and the end
     * @param items item of each rank
     * @param grades its grade: 0 for an item outside the query's judgements, else 1 + index into {@code truth.levels}
     * @param tied 1 where the row has the same score as the row before it in its list, else 0
     * @param lengths whole length of each list, before the cut
     * @param weekly what the system showed in each week of the period
     */
    public record Lists(
            String system, Ints offsets, Ints items, Bytes grades, Bytes tied, Ints lengths, Weekly weekly) {
        public Lists {
            // results stored before lists had weeks were computed without any
            weekly = Objects.requireNonNullElse(weekly, Weekly.UNREAD);
        }
    }

    /**
     * What each judged query was shown in each whole week of the period, the best first: the list of query {@code q} in week
     * {@code w} stands at {@code offsets[q * weeks + w]} up to the next offset.
     *
     * @param weeks number of weeks
     * @param offsets begin of each list, and the end
     * @param items item of each rank, each once a week; -1 for one that nothing is known of
     */
    public record Weekly(int weeks, Ints offsets, Ints items) {
        /** No weeks were asked for. */
        public static final Weekly UNREAD = new Weekly(0, Ints.over(0), Ints.over());
    }

    /**
     * Judgements that every system has a score for, those of a unit beside each other.
     *
     * @param units number of the unit of each row, ascending from 0
     * @param unitCount number of different units
     * @param labels grade of each row
     * @param scores scores of each row, by system
     * @param slices value of each slice, per unit, before the period
     */
    public record Scored(Ints units, int unitCount, Doubles labels, List<Doubles> scores, List<Codes> slices) {
        /** No scores were asked for. */
        public static final Scored UNREAD = new Scored(Ints.over(), 0, Doubles.over(), List.of(), List.of());

        public Scored {
            scores = List.copyOf(scores);
            slices = List.copyOf(slices);
        }
    }

    /**
     * What was found and left out while reading; per system under {@code system/what}.
     *
     * @param values counts by name
     */
    public record Counts(Map<String, Long> values) {
        public Counts {
            values = Map.copyOf(values);
        }

        /** A count; zero when it was not found. */
        public long of(String name) {
            return values.getOrDefault(name, 0L);
        }
    }
}
