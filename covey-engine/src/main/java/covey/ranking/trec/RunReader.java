package covey.ranking.trec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a run of {@code qid iter docno rank sim run_id} lines topic by topic. A run whose topics stand together needs memory for
 * its largest topic only. A topic that comes back ends the reading with {@link Ungrouped}; {@link #readHeld} then holds every
 * judged topic's rows, as long as the heap allows.
 */
final class RunReader {
    /** A topic came back after another. */
    static final class Ungrouped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final double SHARE_OF_HEAP = 0.6;
    private static final int CHECK = 1 << 14;

    private final Qrels qrels;
    private final TrecOptions options;
    private final RunIndex index;
    private byte[] topicName = new byte[64];
    private int topicLength = -1;
    private int topic = -1;
    private long read;
    private byte[] lastName = new byte[64];
    private int lastNameLength = -1;

    RunReader(Qrels qrels, TrecOptions options) {
        this.qrels = qrels;
        this.options = options;
        this.index = new RunIndex(qrels, options);
    }

    RunIndex index() {
        return index;
    }

    /** Rows read so far. */
    long read() {
        return read;
    }

    /** Reads a run, or a part of one, whose topics stand together. */
    void readGrouped(InputStream stream) throws IOException, Ungrouped {
        Fields line = new Fields(stream, 6);
        TopicRows rows = new TopicRows();
        while (nextRow(line)) {
            if (!sameTopic(line)) {
                if (topic >= 0) {
                    index.close(topic, rows);
                }
                rows.clear();
                begin(line);
                if (topic >= 0 && index.has(topic)) {
                    throw new Ungrouped();
                }
            }
            if (topic >= 0) {
                add(rows, line);
            }
        }
        if (topic >= 0) {
            index.close(topic, rows);
        }
        nameIt();
    }

    /** Reads a run whose topics are mixed. */
    void readHeld(InputStream stream) throws IOException {
        Fields line = new Fields(stream, 6);
        Map<Integer, TopicRows> held = new LinkedHashMap<>();
        TopicRows rows = new TopicRows();
        while (nextRow(line)) {
            if (!sameTopic(line)) {
                begin(line);
                rows = topic < 0 ? rows : held.computeIfAbsent(topic, t -> new TopicRows());
            }
            if (topic >= 0) {
                add(rows, line);
            }
            if (read % CHECK == 0) {
                checkRoom(held);
            }
        }
        held.forEach(index::close);
        nameIt();
    }

    private static void checkRoom(Map<Integer, TopicRows> held) {
        long bytes = held.values().stream().mapToLong(TopicRows::footprint).sum();
        long allowed = (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory());
        if (bytes > allowed) {
            throw new TrecFault(
                    2,
                    "trec_eval.get_results: the topics of the run are mixed, and it is too large to be held (more than "
                            + (allowed >> 20)
                            + " MB)\n  sort it by topic (`sort -s -k1,1 RUN`), which needs no memory here, or allow more: COVEY_JAVA_OPTS=-Xmx8g");
        }
    }

    private boolean nextRow(Fields line) throws IOException {
        while (line.nextLine()) {
            int fields = line.split();
            boolean comment = fields > 0 && options.version().isTen() && line.bytes()[line.from(0)] == '#';
            if (fields == 0 || comment) {
                continue;
            }
            if (fields < 6) {
                throw new MalformedRow(read + 1);
            }
            read++;
            keepName(line);
            return true;
        }
        return false;
    }

    private boolean sameTopic(Fields line) {
        return Arrays.equals(topicName, 0, Math.max(0, topicLength), line.bytes(), line.from(0), line.to(0))
                && topicLength >= 0;
    }

    private void begin(Fields line) {
        topicLength = line.to(0) - line.from(0);
        if (topicName.length < topicLength) {
            topicName = new byte[2 * topicLength];
        }
        System.arraycopy(line.bytes(), line.from(0), topicName, 0, topicLength);
        topic = qrels.topics().find(topicName, 0, topicLength);
    }

    private void add(TopicRows rows, Fields line) {
        double score = options.version().stored(CNumbers.atof(line.bytes(), line.from(4), line.to(4)));
        rows.add(line.bytes(), line.from(2), line.to(2), score);
    }

    private void keepName(Fields line) {
        int length = line.to(5) - line.from(5);
        if (lastName.length < length) {
            lastName = new byte[2 * length];
        }
        System.arraycopy(line.bytes(), line.from(5), lastName, 0, length);
        lastNameLength = length;
    }

    private void nameIt() {
        if (lastNameLength >= 0) {
            index.name(Arrays.copyOf(lastName, lastNameLength));
        }
    }
}
