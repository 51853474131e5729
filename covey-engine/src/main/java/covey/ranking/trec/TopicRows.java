package covey.ranking.trec;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of one topic of a run, and their order: score descending, then document id descending. */
final class TopicRows {
    private final DocumentBytes documents = new DocumentBytes();
    private double[] scores = new double[16];
    private int[] order = {};
    private int[] spare = {};
    private int[] seen = {};
    private boolean sorted = true;
    private boolean unordered;
    private boolean twice;

    void clear() {
        documents.clear();
        sorted = true;
        unordered = false;
        twice = false;
    }

    void add(byte[] bytes, int from, int to, double score) {
        int row = documents.size();
        if (row == scores.length) {
            scores = Arrays.copyOf(scores, 2 * row);
        }
        documents.add(bytes, from, to);
        scores[row] = score;
        sorted &= row == 0 || score < scores[row - 1];
        unordered |= Double.isNaN(score);
    }

    int size() {
        return documents.size();
    }

    DocumentBytes documents() {
        return documents;
    }

    long footprint() {
        return documents.footprint() + 8L * scores.length;
    }

    /** Rows by rank; valid until the next call. */
    int[] order() {
        int n = size();
        if (order.length < n) {
            order = new int[Math.max(n, 2 * order.length)];
            spare = new int[order.length];
        }
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        if (unordered) {
            // scores that are no numbers have no order: what comes out depends on the sort, which is C's, and on its
            // input,
            // which is ordered by document
            int[] byDocument = IntStream.range(0, n)
                    .boxed()
                    .sorted(documents::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(byDocument, 0, order, 0, n);
            sort(0, n);
        } else if (!sorted) {
            sort(0, n);
        }
        return order;
    }

    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + (to - from) / 2;
        sort(from, middle);
        sort(middle, to);
        if (!unordered && compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, spare, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && compare(spare[left], spare[right]) <= 0);
            order[i] = takeLeft ? spare[left++] : spare[right++];
        }
    }

    private int compare(int a, int b) {
        if (scores[a] > scores[b]) {
            return -1;
        }
        return scores[a] < scores[b] ? 1 : documents.compare(b, a);
    }

    /** The first document, in order of id, that stands twice among the first {@code length} ranks; null without one. */
    byte @org.jspecify.annotations.Nullable [] duplicate(int length) {
        markTwice();
        if (!twice) {
            return null;
        }
        int[] byDocument = Arrays.stream(order, 0, length)
                .boxed()
                .sorted(documents::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 1; i < byDocument.length; i++) {
            if (documents.compare(byDocument[i - 1], byDocument[i]) == 0) {
                return documents.copy(byDocument[i]);
            }
        }
        return null;
    }

    private void markTwice() {
        int n = size();
        int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, n)) * 4);
        if (seen.length < capacity) {
            seen = new int[capacity];
        }
        Arrays.fill(seen, 0, capacity, 0);
        int mask = capacity - 1;
        for (int row = 0; row < n; row++) {
            int slot = (int) documents.hash(row) & mask;
            while (seen[slot] != 0) {
                twice |= documents.equal(seen[slot] - 1, documents, row);
                slot = (slot + 1) & mask;
            }
            seen[slot] = row + 1;
        }
    }
}
