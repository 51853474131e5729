package covey.experiment.spec;

import java.util.Collection;
import java.util.Comparator;

/** The known name that a mistyped one most likely means. */
final class NearestName {
    private NearestName() {}

    /** The name with the smallest edit distance; the empty text when there is none. */
    static String of(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(typed, k)).thenComparing(k -> k))
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[b.length()];
    }
}
