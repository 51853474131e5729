package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.distribution.StudentT;
import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Labels;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.change.MovedShare;
import covey.stats.partition.inference.GroupJackknife;
import covey.stats.partition.inference.JackknifeEstimate;
import covey.stats.partition.pair.PairShare;
import covey.stats.resample.PairwiseMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an interval that takes each element's value as one of its own: an element's value depends on the others of its
 * cluster. 2,000 studies; a share of .95 must lie in its 99.9 % binomial band.
 */
class PartitionNaiveErrorTest {
    private static final int STUDIES = 2000;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final int ELEMENTS = 400;
    private static final int CLUSTERS = 8;

    private record Shown(double value, double half) {
        boolean contains(double truth) {
            return Math.abs(value - truth) <= half;
        }
    }

    private static double coverage(List<Shown> intervals) {
        double truth = intervals.stream().mapToDouble(Shown::value).average().orElseThrow();
        return intervals.stream().filter(i -> i.contains(truth)).count() / (double) intervals.size();
    }

    private static Shown jackknife(JackknifeEstimate estimate) {
        var interval = estimate.interval(0.95);
        return new Shown(estimate.value(), (interval.upper() - interval.lower()) / 2);
    }

    /** The elements' values taken for a sample of independent numbers. */
    private static Shown naive(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        return new Shown(mean, StudentT.quantile(0.975, values.length - 1.0) * error);
    }

    @Test
    void elementsAreNotIndependent() {
        RandomGenerator random = Labels.random(12);
        List<PartitionMeasure> measures = List.of(
                new BCubed.Precision(),
                new MovedShare(ClusterMatching.Method.OPTIMAL),
                new PairShare(PairShare.Pairs.IN_BOTH),
                new PairShare(PairShare.Pairs.IN_FIRST_ONLY));
        List<List<Shown>> shown = new ArrayList<>();
        measures.forEach(_ -> shown.add(new ArrayList<>()));
        List<Shown> naive = new ArrayList<>();
        for (int r = 0; r < STUDIES; r++) {
            int[] before = Labels.uniform(random, ELEMENTS, CLUSTERS);
            ContingencyTable table =
                    ContingencyTable.of(before, Labels.blurred(random, before, 0.2, CLUSTERS), Unassigned.EXCLUDED);
            List<JackknifeEstimate> estimates =
                    GroupJackknife.of(table, GroupJackknife.GROUPS, random).estimate(measures);
            for (int m = 0; m < measures.size(); m++) {
                shown.get(m).add(jackknife(estimates.get(m)));
            }
            naive.add(naive(BCubed.precisionPerElement(table)));
        }
        for (int m = 0; m < measures.size(); m++) {
            assertThat(coverage(shown.get(m))).as(measures.get(m).name()).isCloseTo(0.95, within(BAND));
        }
        // an element that moves changes the values of its whole cluster: the error is about half of what it should be
        assertThat(coverage(naive)).isLessThan(0.75);
    }

    /** Runs that share a truth and go wrong in shares of their own: how far two of them agree. */
    @Test
    void pairsOfRunsAreNotIndependent() {
        RandomGenerator random = Labels.random(13);
        int runs = 6;
        List<Shown> shown = new ArrayList<>();
        List<Shown> naive = new ArrayList<>();
        for (int r = 0; r < STUDIES; r++) {
            double[] quality = new double[runs];
            Arrays.setAll(quality, _ -> random.nextDouble(0.6, 1));
            double[][] pairs = new double[runs][runs];
            double[] each = new double[runs * (runs - 1) / 2];
            int at = 0;
            for (int i = 0; i < runs; i++) {
                for (int j = i + 1; j < runs; j++) {
                    pairs[i][j] = quality[i] * quality[j] + random.nextGaussian(0, 0.01);
                    each[at++] = pairs[i][j];
                }
            }
            PairwiseMean mean = PairwiseMean.of(pairs);
            double half = StudentT.quantile(0.975, runs - 1.0)
                    * Math.sqrt(mean.level().variance());
            shown.add(new Shown(mean.value(), half));
            naive.add(naive(each));
        }
        assertThat(coverage(shown)).isBetween(0.95 - BAND, 0.98);
        assertThat(coverage(naive)).isLessThan(0.7);
    }
}
