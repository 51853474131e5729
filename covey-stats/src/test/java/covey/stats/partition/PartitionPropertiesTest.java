package covey.stats.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.Completeness;
import covey.stats.partition.information.Homogeneity;
import covey.stats.partition.information.MutualInformation;
import covey.stats.partition.information.NormalizedMutualInformation;
import covey.stats.partition.information.Normalizer;
import covey.stats.partition.information.VMeasure;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.information.VariationOfInformation.Unit;
import covey.stats.partition.pair.AdjustedRandIndex;
import covey.stats.partition.pair.FowlkesMallows;
import covey.stats.partition.pair.PairConfusion;
import covey.stats.partition.pair.PairJaccard;
import covey.stats.partition.pair.RandIndex;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionPropertiesTest {

    private static final List<PartitionMeasure> SYMMETRIC = List.of(
            new RandIndex(),
            new AdjustedRandIndex(),
            new FowlkesMallows(),
            new PairJaccard(),
            new NormalizedMutualInformation(Normalizer.MIN),
            new NormalizedMutualInformation(Normalizer.MAX),
            new AdjustedMutualInformation(Normalizer.GEOMETRIC),
            new AdjustedMutualInformation(Normalizer.ARITHMETIC),
            new VMeasure(1),
            new BCubed.F(1),
            new ElementCentricSimilarity());

    private static final List<PartitionMeasure> DIRECTED = List.of(
            new Homogeneity(),
            new Completeness(),
            new BCubed.Precision(),
            new BCubed.Recall(),
            new Purity(),
            new InversePurity());

    static Stream<PartitionMeasure> symmetric() {
        return SYMMETRIC.stream();
    }

    static Stream<PartitionMeasure> similarities() {
        return Stream.concat(SYMMETRIC.stream(), DIRECTED.stream());
    }

    static Stream<PartitionMeasure> distances() {
        return Stream.concat(
                Arrays.stream(Unit.values()).map(VariationOfInformation::new), Stream.of(new SplitJoinDistance()));
    }

    static Stream<PartitionMeasure> all() {
        return Stream.of(similarities(), distances(), Stream.of(new MutualInformation()))
                .flatMap(measures -> measures);
    }

    private static ContingencyTable table(int[] first, int[] second) {
        return ContingencyTable.of(first, second, Unassigned.EXCLUDED);
    }

    @ParameterizedTest
    @MethodSource({"symmetric", "distances"})
    void sidesMayBeExchanged(PartitionMeasure measure) {
        RandomGenerator random = Labels.random(1);
        for (int r = 0; r < 50; r++) {
            int[] first = Labels.uniform(random, 80, 1 + random.nextInt(12));
            int[] second = Labels.blurred(random, first, 0.4, 9);
            assertThat(measure.of(table(first, second))).isCloseTo(measure.of(table(second, first)), within(1e-12));
        }
    }

    @Test
    void directedMeasuresExchangeWithTheirSides() {
        RandomGenerator random = Labels.random(2);
        int[] first = Labels.uniform(random, 200, 7);
        int[] second = Labels.blurred(random, first, 0.3, 11);
        for (int k = 0; k < DIRECTED.size(); k += 2) {
            assertThat(DIRECTED.get(k).of(table(first, second)))
                    .isCloseTo(DIRECTED.get(k + 1).of(table(second, first)), within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesOfClustersDoNotMatter(PartitionMeasure measure) {
        RandomGenerator random = Labels.random(3);
        for (int r = 0; r < 30; r++) {
            int[] first = Labels.uniform(random, 90, 8);
            int[] second = Labels.blurred(random, first, 0.5, 14);
            assertThat(measure.of(table(Labels.renamed(random, first), Labels.renamed(random, second))))
                    .isCloseTo(measure.of(table(first, second)), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("similarities")
    void identicalClusteringsScoreOne(PartitionMeasure measure) {
        RandomGenerator random = Labels.random(4);
        for (int k : new int[] {1, 2, 5, 40}) {
            int[] labels = Labels.uniform(random, 120, k);
            assertThat(measure.of(table(labels, Labels.renamed(random, labels))))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("distances")
    void identicalClusteringsAreAtDistanceZero(PartitionMeasure measure) {
        int[] labels = Labels.uniform(Labels.random(5), 120, 9);
        assertThat(measure.of(table(labels, labels))).isZero();
        assertThat(measure.of(table(new int[7], new int[7]))).isZero();
    }

    @ParameterizedTest
    @MethodSource("similarities")
    void similaritiesStayInTheirBounds(PartitionMeasure measure) {
        RandomGenerator random = Labels.random(6);
        for (int r = 0; r < 200; r++) {
            int n = 8 + random.nextInt(60);
            int[] first = Labels.uniform(random, n, 1 + random.nextInt(5));
            int[] second = Labels.blurred(random, first, random.nextDouble(), 1 + random.nextInt(5));
            boolean adjusted = measure instanceof AdjustedRandIndex || measure instanceof AdjustedMutualInformation;
            assertThat(measure.of(table(first, second))).isBetween(adjusted ? -1.0 : 0.0, 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Unit.class,
            names = {"NATS", "BITS", "SHARE_OF_LOG_N", "SHARE_OF_JOINT"})
    void variationOfInformationKeepsTheTriangle(Unit unit) {
        VariationOfInformation distance = new VariationOfInformation(unit);
        RandomGenerator random = Labels.random(7);
        for (int r = 0; r < 500; r++) {
            int[] a = Labels.uniform(random, 30, 1 + random.nextInt(8));
            int[] b = Labels.blurred(random, a, random.nextDouble(), 6);
            int[] c = Labels.blurred(random, b, random.nextDouble(), 10);
            assertThat(distance.of(table(a, c)))
                    .isLessThanOrEqualTo(distance.of(table(a, b)) + distance.of(table(b, c)) + 1e-12);
        }
    }

    /** Forty random clusters on 400 elements know nothing of eight others; only adjusted measures say so. */
    @Test
    void adjustedMeasuresAreZeroForRandomLabelsAndOthersAreNot() {
        RandomGenerator random = Labels.random(8);
        double adjustedRand = 0;
        double adjustedInformation = 0;
        double normalised = 0;
        double expected = 0;
        double purity = 0;
        int studies = 400;
        for (int r = 0; r < studies; r++) {
            ContingencyTable table = table(Labels.uniform(random, 400, 8), Labels.uniform(random, 400, 40));
            adjustedRand += new AdjustedRandIndex().of(table) / studies;
            adjustedInformation += new AdjustedMutualInformation(Normalizer.ARITHMETIC).of(table) / studies;
            normalised += new NormalizedMutualInformation(Normalizer.ARITHMETIC).of(table) / studies;
            expected += new NormalizedMutualInformation(Normalizer.ARITHMETIC)
                            .expected(table)
                            .orElseThrow()
                    / studies;
            purity += new Purity().of(table) / studies;
        }
        assertThat(adjustedRand).isCloseTo(0, within(5e-4));
        assertThat(adjustedInformation).isCloseTo(0, within(1e-3));
        assertThat(normalised).isCloseTo(expected, within(1e-3)).isBetween(0.13, 0.15);
        assertThat(purity).as("1/8 is what the commonest class holds").isGreaterThan(0.25);
    }

    @Test
    void pairsAreWholeNumbersAndAddUp() {
        int[] labels = new int[3_000_001];
        Arrays.setAll(labels, e -> e % 2);
        PairConfusion pairs = PairConfusion.of(table(labels, new int[labels.length]));
        assertThat(pairs.all()).isEqualTo(3_000_001L * 3_000_000L / 2);
        assertThat(pairs.first()).isEqualTo(1_500_001L * 1_500_000L / 2 + 1_500_000L * 1_499_999L / 2);
        assertThat(pairs.firstOnly()).isZero();
    }

    @Test
    void equalWeightsAreCountsAndPairsRefuseWeights() {
        RandomGenerator random = Labels.random(9);
        int[] first = Labels.uniform(random, 60, 5);
        int[] second = Labels.uniform(random, 60, 6);
        double[] twos = new double[60];
        Arrays.fill(twos, 2);
        ContingencyTable weighted = ContingencyTable.weighted(first, second, twos, Unassigned.EXCLUDED);
        assertThat(new MutualInformation().of(weighted))
                .isCloseTo(new MutualInformation().of(table(first, second)), within(1e-13));
        assertThatThrownBy(() -> new RandIndex().of(weighted)).hasMessageContaining("weights");
        assertThatThrownBy(() -> new AdjustedMutualInformation(Normalizer.MAX).of(weighted))
                .hasMessageContaining("weights");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> table(new int[0], new int[0]))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessage("there are no elements");
        assertThatThrownBy(() -> table(new int[] {-1, 0}, new int[] {0, -1}))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("none of the 2 elements");
        assertThatThrownBy(() -> table(new int[3], new int[2]))
                .hasMessage("there are 3 elements and 2 labels on the second side");
        assertThatThrownBy(() -> table(new int[] {0, -2}, new int[2])).hasMessageContaining("element 1");
        assertThatThrownBy(() -> new RandIndex().of(table(new int[1], new int[1])))
                .isInstanceOf(DegenerateDataException.class);
        int[] singletons = IntStream.range(0, 9).toArray();
        assertThatThrownBy(() -> new FowlkesMallows().of(table(singletons, new int[9])))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("first side");
        assertThatThrownBy(() -> new PairJaccard().of(table(singletons, singletons)))
                .isInstanceOf(DegenerateDataException.class);
    }

    @Test
    void singletonsAndOneClusterAreEdgesWithoutSurprise() {
        int[] one = new int[10];
        int[] singletons = IntStream.range(0, 10).toArray();
        ContingencyTable apart = table(one, singletons);
        assertThat(new AdjustedRandIndex().of(apart)).isZero();
        assertThat(new AdjustedRandIndex().of(table(singletons, singletons))).isEqualTo(1);
        assertThat(new AdjustedMutualInformation(Normalizer.MIN).of(apart)).isZero();
        assertThat(new NormalizedMutualInformation(Normalizer.MIN).of(apart)).isZero();
        assertThat(new VariationOfInformation(Unit.SHARE_OF_LOG_N).of(apart)).isCloseTo(1, within(1e-14));
        assertThat(new ElementCentricSimilarity().of(apart)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void perElementValuesStandAtTheirPositions() {
        int[] first = {0, -1, 0, 1, 1};
        int[] second = {3, 3, 4, 4, 4};
        ContingencyTable table = table(first, second);
        assertThat(table.positions()).containsExactly(0, 2, 3, 4);
        assertThat(BCubed.precisionPerElement(table)).containsExactly(1, 1 / 3.0, 2 / 3.0, 2 / 3.0);
        assertThat(BCubed.recallPerElement(table)).containsExactly(0.5, 0.5, 1, 1);
        assertThat(Arrays.stream(ElementCentricSimilarity.perElement(table))
                        .average()
                        .orElseThrow())
                .isCloseTo(new ElementCentricSimilarity().of(table), within(1e-15));
    }

    @Test
    void aTableWithoutAGroupIsTheTableOfTheOthers() {
        RandomGenerator random = Labels.random(10);
        int[] first = Labels.uniform(random, 40, 15);
        int[] second = Labels.uniform(random, 40, 9);
        int[] group = Labels.uniform(random, 40, 4);
        double[] weight = random.doubles(40, 0.5, 2).toArray();
        int[] others = IntStream.range(0, 40).filter(e -> group[e] != 2).toArray();
        ContingencyTable left = ContingencyTable.weighted(first, second, weight, Unassigned.EXCLUDED)
                .without(group, 2);
        ContingencyTable made = ContingencyTable.weighted(
                Arrays.stream(others).map(e -> first[e]).toArray(),
                Arrays.stream(others).map(e -> second[e]).toArray(),
                Arrays.stream(others).mapToDouble(e -> weight[e]).toArray(),
                Unassigned.EXCLUDED);
        assertThat(left.rows()).isEqualTo(made.rows());
        assertThat(left.columns()).isEqualTo(made.columns());
        assertThat(left.cells()).isEqualTo(made.cells());
        assertThat(left.total()).isCloseTo(made.total(), within(1e-12));
        assertThat(left.positions()).containsExactly(others);
        assertThat(new BCubed.F(1).of(left)).isCloseTo(new BCubed.F(1).of(made), within(1e-13));
        assertThat(new VMeasure(1).of(left)).isCloseTo(new VMeasure(1).of(made), within(1e-13));
    }
}
