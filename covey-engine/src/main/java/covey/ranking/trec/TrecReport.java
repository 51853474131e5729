package covey.ranking.trec;

import covey.ranking.GeometricMean;
import covey.ranking.JudgedList;
import covey.ranking.trec.TrecColumn.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The values of every topic, in the order of topic ids, and their summary. */
final class TrecReport {
    private static final int NAME = 22;
    private static final int FLUSH = 1 << 16;

    private final TrecOptions options;
    private final Qrels qrels;
    private final RunIndex index;
    private final List<TrecColumn> columns;
    private final byte[][] labels;
    private final String firstMeasure;
    private final TextSink text = new TextSink(2 * FLUSH);
    private final double[] sums;
    private long topics;

    TrecReport(TrecOptions options, Qrels qrels, RunIndex index) {
        this.options = options;
        this.qrels = qrels;
        this.index = index;
        this.columns = TrecMeasures.columns(options);
        this.sums = new double[columns.size()];
        this.labels = new byte[columns.size()][];
        for (int i = 0; i < labels.length; i++) {
            String name = columns.get(i).name();
            labels[i] = (name + " ".repeat(Math.max(0, NAME - name.length())) + "\t").getBytes(StandardCharsets.UTF_8);
        }
        this.firstMeasure = TrecMeasures.firstOfLists(options);
    }

    void print(OutputStream out) throws IOException {
        try {
            int[] order = IntStream.range(0, qrels.topics().size())
                    .boxed()
                    .sorted(qrels.topics()::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            JudgedList list = new JudgedList();
            double[] values = new double[columns.size()];
            for (int topic : order) {
                if (isAsked(topic) && evaluate(topic, list, values)) {
                    accumulate(topic, list, values);
                    if (text.length() > FLUSH) {
                        text.writeTo(out);
                    }
                }
            }
            if (topics == 0) {
                throw new TrecFault(7, "trec_eval: No queries with both results and relevance info");
            }
            if (options.summary()) {
                summarise();
            }
        } finally {
            text.writeTo(out);
        }
    }

    private boolean isAsked(int topic) {
        return options.onlyTopic().isEmpty() || qrels.topics().text(topic).equals(options.onlyTopic());
    }

    /** The values of a topic; false when it does not count. */
    private boolean evaluate(int topic, JudgedList list, double[] values) {
        boolean made = false;
        if (index.has(topic)) {
            if (!firstMeasure.isEmpty()) {
                index.fill(topic, list, firstMeasure);
            }
        } else if (!options.version().isTen()) {
            return false;
        } else if (options.complete()) {
            index.fillMissing(topic, list);
            made = true;
        } else {
            throw new TrecFault(4, "trec_eval: result qid '" + qrels.topics().text(topic) + "' not found in qrels");
        }
        for (int i = 0; i < values.length; i++) {
            TrecColumn column = columns.get(i);
            values[i] = made && isEmptied(column.name()) ? 0 : column.metric().of(list);
        }
        if (made) {
            list.end(0); // its string is empty
        }
        return true;
    }

    /** What version 10 sets to zero for a topic that the run does not have; with parameters the names differ and it does not. */
    private static boolean isEmptied(String name) {
        return name.equals("num_ret") || name.equals("utility") || name.startsWith("unj") || name.equals("rbp_resid");
    }

    private void accumulate(int topic, JudgedList list, double[] values) {
        topics++;
        byte[] id = options.perTopic() ? qrels.topics().bytes(topic) : new byte[0];
        for (int i = 0; i < values.length; i++) {
            Form form = columns.get(i).form();
            sums[i] += values[i];
            if (options.perTopic() && form.ofTopics()) {
                start(i, id);
                if (columns.get(i).metric() instanceof FirstGrades grades) {
                    text.ascii("'" + grades.text(list) + "'");
                } else {
                    value(form, values[i]);
                }
                text.put('\n');
            }
        }
    }

    private void start(int column, byte[] id) {
        text.bytes(labels[column]);
        text.bytes(id);
        text.put('\t');
    }

    private void value(Form form, double value) {
        if (form.isWhole() || form == Form.TOPICS) {
            text.ascii(Long.toString((long) value));
        } else {
            FixedText.append(text, value, options.digits());
        }
    }

    private void summarise() {
        byte[] all = "all".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < sums.length; i++) {
            Form form = columns.get(i).form();
            if (!form.ofSummary()) {
                continue;
            }
            start(i, all);
            if (form == Form.RUN) {
                text.bytes(Objects.requireNonNullElse(index.name(), new byte[0]));
            } else {
                value(form, summary(form, sums[i]));
            }
            text.put('\n');
        }
    }

    private double summary(Form form, double sum) {
        long divisor = options.complete() ? qrels.topics().size() : topics;
        return switch (form) {
            case RUN, STRING, SUM -> sum;
            case TOPICS -> divisor;
            case RELEVANT -> options.complete() ? qrels.positive() : sum;
            case MEAN -> sum / divisor;
            case GEOMETRIC -> Math.exp((sum + (divisor - topics) * Math.log(GeometricMean.LEAST)) / divisor);
        };
    }
}
