package covey.stats.resample;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Delete-a-group jackknife of a statistic that is no sum over units, such as the share of a catalogue that all lists together
 * show.
 *
 * <p>The units are put into G groups at random, sizes differing by at most one. With a_(g), b_(g) two statistics without group g
 * and ā, b̄ their means over groups, {@code cov(a, b) = (G − 1)/G Σ (a_(g) − ā)(b_(g) − b̄)}; the reference distribution is
 * t with G − 1 degrees of freedom. Two systems lose the same units at a time, so what they share leaves the error of their
 * difference. Fewer units than {@value #GROUPS} are a group each.
 *
 * <p>Estimand: the statistic's expectation over samples of this many units. It is not corrected for bias: the correction would
 * aim at infinitely many units, another quantity where a statistic grows with its sample. The bootstrap of units is not
 * offered: a unit drawn twice brings nothing new, so each draw is one of fewer different units.
 *
 * <p>The variance is never too small on average, for one unit less (Efron and Stein 1981, Annals of Statistics 9); of a number of
 * different things shown it is too large: by simulation 95 % intervals of catalogue coverage hold .99 of the time, of Gini,
 * entropy and personalisation .95, where the percentile bootstrap of units never holds the first two.
 *
 * <p>Assumes independent units and a statistic smooth in their weights; for the mean it is the usual standard error (groups of
 * one, 1e-12). Refuses fewer than {@value #FEWEST} units ({@code TOO_FEW_UNITS}) and a statistic that no group moves
 * ({@code ZERO_VARIANCE}). Kott (2001), J. Official Statistics 17; Shao, Tu (1995), The Jackknife and Bootstrap.
 */
public final class DeleteGroupJackknife {
    /** Groups where there are units enough. */
    public static final int GROUPS = 50;

    /** Units below which there is no standard error. */
    public static final int FEWEST = 10;

    private final int[] groupOf;
    private final int groups;

    private DeleteGroupJackknife(int[] groupOf, int groups) {
        this.groupOf = groupOf;
        this.groups = groups;
    }

    /** Draws the groups of so many units. */
    public static DeleteGroupJackknife of(int units, RandomGenerator random) {
        if (units < FEWEST) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    units + " units are too few for a jackknife, which needs " + FEWEST + " or more");
        }
        int groups = Math.min(GROUPS, units);
        int[] groupOf = IntStream.range(0, units).map(u -> u % groups).toArray();
        for (int i = groupOf.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = groupOf[i];
            groupOf[i] = groupOf[j];
            groupOf[j] = held;
        }
        return new DeleteGroupJackknife(groupOf, groups);
    }

    /** Number of groups. */
    public int groups() {
        return groups;
    }

    /** Group of a unit, from 0. */
    public int groupOf(int unit) {
        return groupOf[unit];
    }

    /** The statistic itself, as a difference from nothing. */
    public Contrast level(Replicates of) {
        require(of);
        return new Contrast(of.value(), covariance(of, of), groups - 1.0, 0, 0, 0);
    }

    /** The statistic of a candidate against that of a baseline on the same units. */
    public Contrast contrast(Replicates baseline, Replicates candidate) {
        require(baseline);
        require(candidate);
        List<Double> differences = IntStream.range(0, groups)
                .mapToObj(g -> candidate.without().get(g) - baseline.without().get(g))
                .toList();
        Replicates difference = new Replicates(candidate.value() - baseline.value(), differences);
        return new Contrast(
                difference.value(),
                covariance(difference, difference),
                groups - 1.0,
                baseline.value(),
                covariance(baseline, baseline),
                covariance(baseline, difference));
    }

    private void require(Replicates of) {
        if (of.without().size() != groups) {
            throw new IllegalArgumentException(
                    "there are " + groups + " groups and " + of.without().size() + " replicates");
        }
    }

    private double covariance(Replicates a, Replicates b) {
        double meanA = a.mean();
        double meanB = b.mean();
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += (a.without().get(g) - meanA) * (b.without().get(g) - meanB);
        }
        return sum * (groups - 1) / groups;
    }
}
