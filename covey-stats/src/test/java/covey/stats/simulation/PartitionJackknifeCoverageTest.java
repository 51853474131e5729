package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.Labels;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.Unassigned;
import covey.stats.partition.inference.GroupJackknife;
import covey.stats.partition.inference.JackknifeEstimate;
import covey.stats.partition.inference.PairedJackknife;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.information.VariationOfInformation.Unit;
import covey.stats.partition.pair.AdjustedRandIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Delete-a-group jackknife of measures of two clusterings. Elements are drawn from a population of k equal clusters of
 * which the second side keeps .6 and draws the rest anew, so every population value is known. 2,000 studies; a share of
 * .95 must lie in its 99.9 % binomial band.
 */
class PartitionJackknifeCoverageTest {

    private static final int STUDIES = 2000;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final double NOISE = 0.4;

    private record Study(List<List<JackknifeEstimate>> estimates) {

        static Study run(long seed, int n, int k, List<PartitionMeasure> measures) {
            RandomGenerator random = Labels.random(seed);
            List<List<JackknifeEstimate>> estimates = new ArrayList<>();
            for (int r = 0; r < STUDIES; r++) {
                estimates.add(GroupJackknife.of(draw(random, n, k), GroupJackknife.GROUPS, random)
                        .estimate(measures));
            }
            return new Study(estimates);
        }

        double coverage(int measure, double truth) {
            return share(measure, estimate -> estimate.interval(0.95).contains(truth));
        }

        double correctedCoverage(int measure, double truth) {
            return share(measure, estimate -> estimate.correctedInterval(0.95).contains(truth));
        }

        double mean(int measure) {
            return estimates.stream()
                    .mapToDouble(study -> study.get(measure).value())
                    .average()
                    .orElseThrow();
        }

        private double share(int measure, Predicate<JackknifeEstimate> holds) {
            return (double) estimates.stream()
                            .filter(study -> holds.test(study.get(measure)))
                            .count()
                    / STUDIES;
        }
    }

    private static ContingencyTable draw(RandomGenerator random, int n, int k) {
        int[] first = Labels.uniform(random, n, k);
        return ContingencyTable.of(first, Labels.blurred(random, first, NOISE, k), Unassigned.EXCLUDED);
    }

    private static double population(PartitionMeasure measure, int k) {
        int[] first = new int[k * k];
        int[] second = new int[k * k];
        double[] share = new double[k * k];
        for (int cell = 0; cell < share.length; cell++) {
            first[cell] = cell / k;
            second[cell] = cell % k;
            share[cell] = NOISE / k / k + (first[cell] == second[cell] ? (1 - NOISE) / k : 0);
        }
        return measure.of(ContingencyTable.weighted(first, second, share, Unassigned.EXCLUDED));
    }

    private static double populationAdjustedRand(int k) {
        double together = (1 - NOISE) / k + NOISE / k / k;
        double both = k * together * together + k * (k - 1.0) * (NOISE / k / k) * (NOISE / k / k);
        return (both - 1.0 / k / k) / (1.0 / k - 1.0 / k / k);
    }

    @Test
    void intervalsCoverWhatSamplesOfThisSizeGiveOnAverage() {
        List<PartitionMeasure> measures = List.of(
                new AdjustedRandIndex(),
                new VariationOfInformation(Unit.NATS),
                new BCubed.F(1),
                new Purity(),
                new ElementCentricSimilarity());
        Study study = Study.run(1, 1000, 8, measures);
        for (int m = 0; m < measures.size(); m++) {
            assertThat(study.coverage(m, study.mean(m)))
                    .as(measures.get(m).name())
                    .isCloseTo(0.95, within(BAND));
        }
        assertThat(study.coverage(0, populationAdjustedRand(8))).isCloseTo(0.95, within(BAND));
        double information = population(measures.get(1), 8);
        assertThat(study.correctedCoverage(1, information)).isCloseTo(0.95, within(BAND));
        assertThat(study.coverage(1, information)).isLessThan(0.92);
        assertThat(study.correctedCoverage(2, population(measures.get(2), 8))).isCloseTo(0.95, within(BAND));
    }

    /** Two clusterings that go wrong at the same elements: the paired error holds, that of independent ones is far too large. */
    @Test
    void differencesOnTheSameElementsArePaired() {
        int k = 8;
        RandomGenerator random = Labels.random(4);
        List<PartitionMeasure> measure = List.of(new AdjustedRandIndex());
        double[] difference = new double[STUDIES];
        List<JackknifeEstimate> estimates = new ArrayList<>();
        double unpaired = 0;
        for (int r = 0; r < STUDIES; r++) {
            int[] truth = Labels.uniform(random, 500, k);
            int[] baseline = Labels.blurred(random, truth, NOISE, k);
            int[] candidate = Labels.blurred(random, baseline, 0.05, k);
            PairedJackknife pair = PairedJackknife.of(truth, baseline, candidate, Unassigned.EXCLUDED);
            JackknifeEstimate estimate =
                    pair.differences(measure, GroupJackknife.GROUPS, random).getFirst();
            estimates.add(estimate);
            difference[r] = estimate.value();
            if (r < 20) {
                unpaired += GroupJackknife.of(pair.baseline(), GroupJackknife.GROUPS, random)
                                .estimate(measure)
                                .getFirst()
                                .standardError()
                        * Math.sqrt(2)
                        / estimate.standardError()
                        / 20;
            }
        }
        double truth = Arrays.stream(difference).average().orElseThrow();
        double covered = estimates.stream()
                        .filter(estimate -> estimate.interval(0.95).contains(truth))
                        .count()
                / (double) STUDIES;
        assertThat(covered).isCloseTo(0.95, within(BAND));
        assertThat(unpaired).isGreaterThan(2);
    }

    /** Clusters of five: the pair measure still has its error; the bootstrap of elements covers nothing. */
    @Test
    void smallClustersDefeatTheBootstrapAndNotTheJackknifeOfPairs() {
        int k = 100;
        double truth = populationAdjustedRand(k);
        PartitionMeasure information = new VariationOfInformation(Unit.NATS);
        Study study = Study.run(2, 500, k, List.of(new AdjustedRandIndex(), information));
        assertThat(study.coverage(0, truth)).isBetween(0.95 - BAND, 0.98);
        assertThat(study.correctedCoverage(1, population(information, k)))
                .as("entropies of five elements per cluster are beyond correction")
                .isLessThan(0.1);
        RandomGenerator random = Labels.random(3);
        int covered = 0;
        for (int r = 0; r < 100; r++) {
            int[] first = Labels.uniform(random, 500, k);
            int[] second = Labels.blurred(random, first, NOISE, k);
            double[] again = new double[99];
            for (int b = 0; b < again.length; b++) {
                int[] drawn = Labels.uniform(random, 500, 500);
                again[b] = new AdjustedRandIndex()
                        .of(ContingencyTable.of(
                                Arrays.stream(drawn).map(e -> first[e]).toArray(),
                                Arrays.stream(drawn).map(e -> second[e]).toArray(),
                                Unassigned.EXCLUDED));
            }
            Arrays.sort(again);
            covered += again[2] <= truth && truth <= again[96] ? 1 : 0;
        }
        assertThat(covered).isLessThan(10);
    }
}
