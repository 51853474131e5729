package covey.stats.partition.inference;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Unassigned;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which of two clusterings agrees better with a truth: the difference of a measure, candidate less baseline, on the same
 * elements, with the {@link GroupJackknife} error of the difference. Both lose the same group at a time, so what they have
 * in common leaves the error.
 *
 * <p>With {@link Unassigned#EXCLUDED} an element without a class, a baseline cluster or a candidate cluster is left out of
 * both. Assumptions and cost are those of {@link GroupJackknife}, twice the tables.
 */
public final class PairedJackknife {

    private final ContingencyTable baseline;
    private final ContingencyTable candidate;

    private PairedJackknife(ContingencyTable baseline, ContingencyTable candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
    }

    /** Sets two clusterings of the same elements against their classes. */
    public static PairedJackknife of(int[] truth, int[] baseline, int[] candidate, Unassigned rule) {
        if (baseline.length != truth.length || candidate.length != truth.length) {
            throw new IllegalArgumentException("there are " + truth.length + " elements, " + baseline.length
                    + " labels of the baseline and " + candidate.length + " of the candidate");
        }
        int[] shown = truth;
        if (rule == Unassigned.EXCLUDED) {
            shown = IntStream.range(0, truth.length)
                    .map(e -> baseline[e] == Unassigned.LABEL || candidate[e] == Unassigned.LABEL
                            ? Unassigned.LABEL
                            : truth[e])
                    .toArray();
        }
        return new PairedJackknife(
                ContingencyTable.of(shown, baseline, rule), ContingencyTable.of(shown, candidate, rule));
    }

    /** The table of the truth and the baseline. */
    public ContingencyTable baseline() {
        return baseline;
    }

    /** The table of the truth and the candidate. */
    public ContingencyTable candidate() {
        return candidate;
    }

    /** Differences of measures, candidate less baseline, in their order. */
    public List<JackknifeEstimate> differences(
            List<? extends PartitionMeasure> measures, int groups, RandomGenerator random) {
        int[] groupOf = GroupJackknife.drawn(baseline.elements(), groups, random);
        double[][] without = new double[measures.size()][groups];
        for (int g = 0; g < groups; g++) {
            ContingencyTable baselineRest = baseline.without(groupOf, g);
            ContingencyTable candidateRest = candidate.without(groupOf, g);
            for (int k = 0; k < without.length; k++) {
                without[k][g] =
                        measures.get(k).of(candidateRest) - measures.get(k).of(baselineRest);
            }
        }
        List<JackknifeEstimate> differences = new ArrayList<>();
        for (int k = 0; k < without.length; k++) {
            double difference = measures.get(k).of(candidate) - measures.get(k).of(baseline);
            differences.add(JackknifeEstimate.of(difference, without[k]));
        }
        return List.copyOf(differences);
    }
}
