package covey.stats.design.randomization;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All assignments a design could have made: inside every stratum a fixed number of units goes to treatment, each choice
 * alike likely. One stratum is complete randomisation, strata of two are matched pairs.
 *
 * <p>Their number is {@code A = Π_s C(n_s, t_s)}. The smallest p-value any randomisation test can give is 1/A one-sided
 * and 2/A two-sided: 3 against 3 give .10, 3 against 4 give .057, 4 against 4 give .029, and k pairs 2/2^k.
 */
public final class Assignments {

    private static final int MOST_ATTEMPTS = 1_000_000;

    private final int size;
    private final List<int[]> strata;
    private final int[] treated;
    private final @Nullable Predicate<Side[]> accepted;

    private Assignments(int size, List<int[]> strata, int[] treated, @Nullable Predicate<Side[]> accepted) {
        this.size = size;
        this.strata = strata;
        this.treated = treated;
        this.accepted = accepted;
    }

    /** The assignments of a completely randomised design that share the observed arm sizes. */
    public static Assignments complete(Side... observed) {
        return stratified(observed, new int[observed.length]);
    }

    /** The assignments that share the observed arm sizes inside each stratum. */
    public static Assignments stratified(Side[] observed, int... stratum) {
        if (observed.length == 0 || observed.length != stratum.length) {
            throw new IllegalArgumentException(
                    "there are " + observed.length + " units and " + stratum.length + " strata labels");
        }
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < stratum.length; i++) {
            members.computeIfAbsent(stratum[i], s -> new ArrayList<>()).add(i);
        }
        List<int[]> strata = new ArrayList<>();
        int[] treated = new int[members.size()];
        for (List<Integer> group : members.values()) {
            for (int unit : group) {
                treated[strata.size()] += observed[unit].indicator();
            }
            strata.add(group.stream().mapToInt(Integer::intValue).toArray());
        }
        return new Assignments(observed.length, strata, treated, null);
    }

    /** Those of these assignments that a criterion accepts, which must not keep the array it is shown. */
    public Assignments accepting(Predicate<Side[]> criterion) {
        return new Assignments(size, strata, treated, accepted == null ? criterion : accepted.and(criterion));
    }

    /** Number of units assigned. */
    public int size() {
        return size;
    }

    /** Number of units treated. */
    int treated() {
        return Arrays.stream(treated).sum();
    }

    /**
     * Units among which a fixed number is treated.
     *
     * @param units their positions
     * @param treated how many of them
     */
    record Stratum(List<Integer> units, int treated) {}

    List<Stratum> strata() {
        return IntStream.range(0, treated.length)
                .mapToObj(s -> new Stratum(Arrays.stream(strata.get(s)).boxed().toList(), treated[s]))
                .toList();
    }

    /**
     * Number of assignments, rounded beyond 2^53 and infinite beyond the largest double. Those that a criterion rejects
     * are left out when there are at most 100,000 without it, and counted when there are more.
     */
    public double count() {
        double all = unrestricted();
        if (accepted == null || all > RandomizationTest.MOST_ENUMERATED) {
            return all;
        }
        long[] seen = new long[1];
        forEach(sides -> seen[0]++);
        return seen[0];
    }

    /** Number of assignments before any criterion. */
    double unrestricted() {
        double count = 1;
        for (int s = 0; s < treated.length; s++) {
            int n = strata.get(s).length;
            double choices = 1;
            for (int i = 1; i <= Math.min(treated[s], n - treated[s]); i++) {
                choices = choices * (n - i + 1) / i;
            }
            count *= Math.rint(choices);
        }
        return count;
    }

    /** Smallest p-value that a randomisation test can give. */
    public double smallestPValue(Alternative alternative) {
        return Math.min(1, (alternative == Alternative.TWO_SIDED ? 2 : 1) / count());
    }

    /** Throws {@code TOO_FEW_UNITS} when no outcome could be significant at α. */
    public void requireAttainable(double alpha, Alternative alternative) {
        double smallest = smallestPValue(alternative);
        if (smallest > alpha) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    size + " randomised clusters allow " + (long) count()
                            + " assignments, so the smallest attainable p is "
                            + smallest + ", above alpha " + alpha
                            + "; randomise more and smaller clusters, or strata with more clusters each");
        }
    }

    /** Hands every assignment to the consumer, in the same array each time. */
    public void forEach(Consumer<Side[]> consumer) {
        Side[] sides = new Side[size];
        Arrays.fill(sides, Side.CONTROL);
        choose(sides, 0, 0, 0, consumer);
    }

    /** Whether the design could have made an assignment. */
    public boolean contains(Side... sides) {
        if (sides.length != size) {
            return false;
        }
        for (int s = 0; s < treated.length; s++) {
            int count = 0;
            for (int unit : strata.get(s)) {
                count += sides[unit].indicator();
            }
            if (count != treated[s]) {
                return false;
            }
        }
        return accepted == null || accepted.test(sides.clone());
    }

    /** Draws one assignment into the array; throws {@code TOO_FEW_ARMS} when a million draws are all rejected. */
    public void draw(RandomGenerator random, Side... into) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            drawOnce(random, into);
            if (accepted == null || accepted.test(into)) {
                return;
            }
        }
        throw new DegenerateDataException(
                Reason.TOO_FEW_ARMS,
                "none of " + MOST_ATTEMPTS + " assignments drawn met the balance criterion; accept a larger share");
    }

    private void drawOnce(RandomGenerator random, Side... into) {
        for (int s = 0; s < treated.length; s++) {
            int[] group = strata.get(s);
            int left = treated[s];
            for (int i = 0; i < group.length; i++) {
                boolean chosen = random.nextInt(group.length - i) < left;
                into[group[i]] = chosen ? Side.TREATMENT : Side.CONTROL;
                left -= chosen ? 1 : 0;
            }
        }
    }

    private void choose(Side[] sides, int stratum, int from, int chosen, Consumer<Side[]> consumer) {
        if (stratum == treated.length) {
            if (accepted == null || accepted.test(sides)) {
                consumer.accept(sides);
            }
            return;
        }
        if (chosen == treated[stratum]) {
            choose(sides, stratum + 1, 0, 0, consumer);
            return;
        }
        int[] group = strata.get(stratum);
        for (int i = from; i <= group.length - (treated[stratum] - chosen); i++) {
            sides[group[i]] = Side.TREATMENT;
            choose(sides, stratum, i + 1, chosen + 1, consumer);
            sides[group[i]] = Side.CONTROL;
        }
    }
}
