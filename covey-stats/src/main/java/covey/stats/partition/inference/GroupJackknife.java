package covey.stats.partition.inference;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Delete-a-group jackknife over elements: the sampling error of a measure of two clusterings when the elements are a
 * random sample of a population and both clusterings are fixed rules on it.
 *
 * <p>The elements are put into G groups at random, sizes differing by at most one; with θ_(g) the measure without group
 * g and θ̄ their mean, {@code se² = (G − 1)/G Σ (θ_(g) − θ̄)²} and the bias is {@code (G − 1)(θ̄ − θ)}. Intervals use
 * Student's t with G − 1 degrees of freedom.
 *
 * <p>The bootstrap of elements is not offered: an element drawn twice is a pair that always agrees, which moves every
 * pair measure towards 1, the more so the smaller the clusters. Not covered: the error of making the clusterings, which
 * takes clusterings made anew. Cost: G passes over elements and cells, and G evaluations.
 *
 * <p>Kott (2001), J. Official Statistics 17; Shao, Tu (1995), The Jackknife and Bootstrap.
 */
public final class GroupJackknife {

    /** The number of groups unless said otherwise. */
    public static final int GROUPS = 50;

    private final ContingencyTable table;
    private final int groups;
    private final int[] groupOf;

    private GroupJackknife(ContingencyTable table, int groups, int[] groupOf) {
        this.table = table;
        this.groups = groups;
        this.groupOf = groupOf;
    }

    /** Draws the groups of a table's elements; each must hold two elements or more. */
    public static GroupJackknife of(ContingencyTable table, int groups, RandomGenerator random) {
        return new GroupJackknife(table, groups, drawn(table.elements(), groups, random));
    }

    /** Group of each element: sizes differ by at most one. */
    static int[] drawn(int elements, int groups, RandomGenerator random) {
        if (groups < 2) {
            throw new IllegalArgumentException("at least 2 groups are needed, got " + groups);
        }
        if (elements < 2 * groups) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    elements + " elements do not fill " + groups + " groups of two, so there is no standard error");
        }
        int[] groupOf = IntStream.range(0, elements).map(e -> e % groups).toArray();
        for (int i = groupOf.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = groupOf[i];
            groupOf[i] = groupOf[j];
            groupOf[j] = held;
        }
        return groupOf;
    }

    /** Estimates of measures, in their order, over the same groups. */
    public List<JackknifeEstimate> estimate(List<? extends PartitionMeasure> measures) {
        double[][] without = new double[measures.size()][groups];
        for (int g = 0; g < groups; g++) {
            ContingencyTable rest = table.without(groupOf, g);
            for (int k = 0; k < without.length; k++) {
                without[k][g] = measures.get(k).of(rest);
            }
        }
        List<JackknifeEstimate> estimates = new ArrayList<>();
        for (int k = 0; k < without.length; k++) {
            estimates.add(JackknifeEstimate.of(measures.get(k).of(table), without[k]));
        }
        return List.copyOf(estimates);
    }
}
