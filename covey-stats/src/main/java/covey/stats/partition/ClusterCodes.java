package covey.stats.partition;

import java.util.Arrays;

/**
 * Labels of one side as codes 0, 1, … in ascending order of the labels; unassigned singletons come last.
 */
final class ClusterCodes {

    /** Code of each element. */
    final int[] code;
    /** Label of each code, −1 for the unassigned. */
    final int[] label;

    private ClusterCodes(int[] code, int[] label) {
        this.code = code;
        this.label = label;
    }

    /** Codes labels that have been checked to be −1 or above. */
    static ClusterCodes of(int[] labels, Unassigned rule) {
        int[] distinct = distinct(labels);
        boolean some = distinct.length > 0 && distinct[0] == Unassigned.LABEL;
        if (!some || rule != Unassigned.SINGLETONS) {
            return new ClusterCodes(encode(labels, distinct), distinct);
        }
        int[] assigned = Arrays.copyOfRange(distinct, 1, distinct.length);
        int[] code = encode(labels, distinct);
        int next = assigned.length;
        for (int e = 0; e < code.length; e++) {
            code[e] = code[e] == 0 ? next++ : code[e] - 1;
        }
        int[] label = Arrays.copyOf(assigned, next);
        Arrays.fill(label, assigned.length, next, Unassigned.LABEL);
        return new ClusterCodes(code, label);
    }

    private static int[] distinct(int[] labels) {
        int max = Arrays.stream(labels).max().orElse(-1);
        if (max < 4L * labels.length + 1024) {
            boolean[] seen = new boolean[max + 2];
            for (int label : labels) {
                seen[label + 1] = true;
            }
            int[] found = new int[max + 2];
            int k = 0;
            for (int i = 0; i < seen.length; i++) {
                if (seen[i]) {
                    found[k++] = i - 1;
                }
            }
            return Arrays.copyOf(found, k);
        }
        return Arrays.stream(labels).sorted().distinct().toArray();
    }

    private static int[] encode(int[] labels, int[] distinct) {
        int[] code = new int[labels.length];
        if (distinct.length == 0) {
            return code;
        }
        int max = distinct[distinct.length - 1];
        if (max < 4L * labels.length + 1024) {
            int[] codeOf = new int[max + 2];
            for (int c = 0; c < distinct.length; c++) {
                codeOf[distinct[c] + 1] = c;
            }
            for (int e = 0; e < code.length; e++) {
                code[e] = codeOf[labels[e] + 1];
            }
            return code;
        }
        for (int e = 0; e < code.length; e++) {
            code[e] = Arrays.binarySearch(distinct, labels[e]);
        }
        return code;
    }
}
