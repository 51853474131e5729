package covey.ranking.trec;

import covey.ranking.JudgedList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation needs of a run, per judged topic: how long its list is, and at which ranks documents of the pool stand. Its
 * size is bounded by the judgements, however long the run.
 */
final class RunIndex {
    private final Qrels qrels;
    private final TrecOptions options;
    private final int[] retrieved;
    private final int[] starts;
    private final int[] entries;
    private final Map<Integer, byte[]> duplicates = new HashMap<>();
    private int[] ranks = new int[1024];
    private int[] rows = new int[1024];
    private int used;
    private byte @Nullable [] name;

    RunIndex(Qrels qrels, TrecOptions options) {
        this.qrels = qrels;
        this.options = options;
        int topics = qrels.topics().size();
        retrieved = new int[topics];
        starts = new int[topics];
        entries = new int[topics];
        Arrays.fill(retrieved, -1);
    }

    boolean has(int topic) {
        return retrieved[topic] >= 0;
    }

    void name(byte[] runName) {
        name = runName;
    }

    byte @Nullable [] name() {
        return name;
    }

    /** Ranks the documents of a topic and keeps those of the pool. */
    void close(int topic, TopicRows topicRows) {
        int length = (int) Math.min(topicRows.size(), options.longest());
        int[] order = topicRows.order();
        byte[] twice = topicRows.duplicate(length);
        if (twice != null) {
            duplicates.put(topic, twice);
        }
        starts[topic] = used;
        int judged = 0;
        for (int i = 0; i < length; i++) {
            int row = qrels.find(topic, topicRows.documents(), order[i]);
            if (options.judgedOnly()) {
                if (row >= 0 && qrels.grade(row) >= 0) {
                    add(++judged, row);
                }
            } else if (row >= 0 || options.keepsUnpooled()) {
                add(i + 1, row);
            }
        }
        entries[topic] = used - starts[topic];
        retrieved[topic] = options.judgedOnly() ? judged : length;
    }

    private void add(int rank, int row) {
        if (used == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * used);
            rows = Arrays.copyOf(rows, 2 * used);
        }
        ranks[used] = rank;
        rows[used++] = row;
    }

    /** Takes over the topics of another part of the same run; false when a topic is in both. */
    boolean merge(RunIndex other) {
        for (int topic = 0; topic < retrieved.length; topic++) {
            if (!other.has(topic)) {
                continue;
            }
            if (has(topic)) {
                return false;
            }
            starts[topic] = used;
            entries[topic] = other.entries[topic];
            retrieved[topic] = other.retrieved[topic];
            for (int i = 0; i < other.entries[topic]; i++) {
                add(other.ranks[other.starts[topic] + i], other.rows[other.starts[topic] + i]);
            }
        }
        duplicates.putAll(other.duplicates);
        name = other.name == null ? name : other.name;
        return true;
    }

    /** The judged list of a topic; refused when a document stands twice in the run or in the judgements. */
    void fill(int topic, JudgedList list, String measure) {
        byte[] twice = duplicates.get(topic);
        if (twice != null) {
            throw new TrecFault(
                    4,
                    "trec_eval.form_res_qrels: duplicate docs " + text(twice) + "trec_eval: Can't calculate measure '"
                            + measure + "'");
        }
        int judgedTwice = qrels.duplicate(topic);
        if (judgedTwice >= 0) {
            throw new TrecFault(
                    4,
                    "trec_eval.form_res_rels: duplicate docs " + text(qrels.document(judgedTwice))
                            + "\ntrec_eval: Can't calculate measure '" + measure + "'");
        }
        list.clear();
        qrels.judge(topic, list);
        for (int i = starts[topic]; i < starts[topic] + entries[topic]; i++) {
            int grade = rows[i] < 0 ? 0 : qrels.grade(rows[i]);
            list.retrieve(ranks[i], rows[i] < 0 ? JudgedList.NOT_IN_POOL : grade < 0 ? JudgedList.UNJUDGED : grade);
        }
        list.end(Math.max(0, retrieved[topic]));
    }

    /** The list of a topic that the run does not have, as trec_eval 10 makes it up: one document that nobody judged. */
    void fillMissing(int topic, JudgedList list) {
        list.clear();
        qrels.judge(topic, list);
        int length = options.judgedOnly() ? 0 : (int) Math.min(1, options.longest());
        if (length > 0 && options.keepsUnpooled()) {
            list.retrieve(1, JudgedList.NOT_IN_POOL);
        }
        list.end(length);
    }

    private static String text(byte[] id) {
        return new String(id, java.nio.charset.StandardCharsets.UTF_8);
    }
}
