package covey.project.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The nearest of several names, for "did you mean". */
public final class Names {
    private static final int SHOWN = 12;

    private Names() {}

    /**
     * The nearest known name by edit distance with transpositions; empty when none is near (more than a third of the
     * letters differ).
     */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String wanted = normal(name);
        if (wanted.isEmpty() || wanted.length() > 200) {
            return Optional.empty();
        }
        return known.stream()
                .filter(k -> distance(wanted, normal(k)) <= Math.max(1, Math.max(wanted.length(), k.length()) / 3))
                .min(Comparator.<String>comparingInt(k -> distance(wanted, normal(k)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A cure: the nearest name as a question, else what there is. */
    public static String suggestion(String name, Collection<String> known) {
        return nearest(name, known)
                .map(k -> "did you mean '" + k + "'?")
                .orElseGet(() -> known.isEmpty() ? "none is declared" : "there is " + listing(known));
    }

    /** Names with commas, shortened when there are many. */
    public static String listing(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Optimal string alignment distance: insertions, deletions, substitutions, neighbours swapped. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
