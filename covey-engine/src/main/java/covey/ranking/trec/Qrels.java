package covey.ranking.trec;

import covey.ranking.JudgedList;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The judgements: per topic its documents with their grades, found by document id. */
final class Qrels {
    private final Ids topics = new Ids();
    private final DocumentBytes documents = new DocumentBytes();
    private int[] topicOf = new int[1024];
    private int[] grades = new int[1024];
    private int[] rows = {};
    private int[] starts = {};
    private int[] tables = {};
    private int[] tableStarts = {};

    private Qrels() {}

    /** Reads {@code qid iter docno rel} lines. */
    static Qrels read(InputStream stream, TrecVersion version) throws IOException {
        Qrels qrels = new Qrels();
        Fields line = new Fields(stream, 4);
        int topic = -1;
        boolean skipped = false;
        while (line.nextLine()) {
            if (version.isTen() && line.isComment() && !skipped) {
                skipped = true; // only one comment in a row is one
                continue;
            }
            skipped = false;
            if (line.split() != 4) {
                throw new TrecFault(2, "trec_eval.get_qrels: Malformed line " + (qrels.documents.size() + 1));
            }
            if (topic < 0 || !qrels.topics.equal(topic, line.bytes(), line.from(0), line.to(0))) {
                topic = qrels.topics.intern(line.bytes(), line.from(0), line.to(0));
            }
            qrels.add(topic, line);
        }
        qrels.index();
        return qrels;
    }

    private void add(int topic, Fields line) {
        int row = documents.size();
        if (row == grades.length) {
            grades = Arrays.copyOf(grades, 2 * row);
            topicOf = Arrays.copyOf(topicOf, 2 * row);
        }
        documents.add(line.bytes(), line.from(2), line.to(2));
        long grade = CNumbers.atol(line.bytes(), line.from(3), line.to(3));
        grades[row] = Math.clamp(grade, Integer.MIN_VALUE, Integer.MAX_VALUE);
        topicOf[row] = topic;
    }

    /** Puts the rows of a topic side by side, with a table of them by hash. */
    private void index() {
        starts = new int[topics.size() + 1];
        for (int row = 0; row < documents.size(); row++) {
            starts[topicOf[row] + 1]++;
        }
        tableStarts = new int[topics.size() + 1];
        for (int topic = 0; topic < topics.size(); topic++) {
            int count = starts[topic + 1];
            tableStarts[topic + 1] = tableStarts[topic] + Integer.highestOneBit(count) * 4;
            starts[topic + 1] += starts[topic];
        }
        rows = new int[documents.size()];
        tables = new int[tableStarts[topics.size()]];
        int[] next = Arrays.copyOf(starts, topics.size());
        for (int row = 0; row < documents.size(); row++) {
            int topic = topicOf[row];
            rows[next[topic]++] = row;
            int mask = tableStarts[topic + 1] - tableStarts[topic] - 1;
            int slot = (int) documents.hash(row) & mask;
            while (tables[tableStarts[topic] + slot] != 0) {
                slot = (slot + 1) & mask;
            }
            tables[tableStarts[topic] + slot] = row + 1;
        }
    }

    Ids topics() {
        return topics;
    }

    /** Row of a document of a topic, -1 when it is not in the pool. */
    int find(int topic, DocumentBytes other, int otherRow) {
        int base = tableStarts[topic];
        int mask = tableStarts[topic + 1] - base - 1;
        int slot = (int) other.hash(otherRow) & mask;
        for (int row = tables[base + slot]; row != 0; row = tables[base + slot]) {
            if (documents.equal(row - 1, other, otherRow)) {
                return row - 1;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    int grade(int row) {
        return grades[row];
    }

    /** Judgements of a grade above zero, over all topics. */
    long positive() {
        return Arrays.stream(grades, 0, documents.size()).filter(g -> g > 0).count();
    }

    /** Tells a list every judgement of a topic. */
    void judge(int topic, JudgedList list) {
        for (int i = starts[topic]; i < starts[topic + 1]; i++) {
            list.judge(grades[rows[i]]);
        }
    }

    /** The first document, in order of id, that a topic judges twice; -1 without one. */
    int duplicate(int topic) {
        boolean twice = false;
        for (int i = starts[topic]; i < starts[topic + 1] && !twice; i++) {
            twice = find(topic, documents, rows[i]) != rows[i];
        }
        if (!twice) {
            return -1;
        }
        int[] sorted = IntStream.range(starts[topic], starts[topic + 1])
                .mapToObj(i -> rows[i])
                .sorted(documents::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 1; i < sorted.length; i++) {
            if (documents.compare(sorted[i], sorted[i - 1]) == 0) {
                return sorted[i];
            }
        }
        return -1;
    }

    byte[] document(int row) {
        return documents.copy(row);
    }
}
