package covey.stats.partition.change;

import covey.stats.DegenerateDataException;
import covey.stats.interval.Bounds;
import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.InversePurity;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.Unassigned;
import covey.stats.partition.inference.GroupJackknife;
import covey.stats.partition.inference.JackknifeEstimate;
import covey.stats.partition.inference.PermutationNull;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.Completeness;
import covey.stats.partition.information.Homogeneity;
import covey.stats.partition.information.NormalizedMutualInformation;
import covey.stats.partition.information.Normalizer;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.pair.AdjustedRandIndex;
import covey.stats.partition.pair.FowlkesMallows;
import covey.stats.partition.pair.PairJaccard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A new version of a clustering against its baseline: measures of agreement with intervals and chance values, sizes, who
 * matches whom, and what became of each cluster.
 *
 * <p>The interval of a measure is about samples of elements, both clusterings fixed; it says nothing about another run of
 * the algorithm. Moved share in the measures uses the optimal matching while clusters² × clusters of the other side are
 * at most 2,000,000, beyond that the greedy one, as its name says.
 *
 * @param before sizes of the baseline
 * @param after sizes of the new version
 * @param compared elements in the table of agreement, by the rule for unassigned ones
 * @param agreements the measures that have a value
 * @param refusals the measures that have none
 * @param matching clusters matched one to one
 * @param map what became of each cluster
 */
public record VersionComparison(
        SizeDistribution before,
        SizeDistribution after,
        int compared,
        List<Agreement> agreements,
        List<Refusal> refusals,
        ClusterMatching matching,
        VersionMap map) {

    private static final double LARGEST_OPTIMAL = 2e6;

    /** Keeps its own copies of the lists. */
    public VersionComparison {
        agreements = List.copyOf(agreements);
        refusals = List.copyOf(refusals);
    }

    /**
     * How versions are compared.
     *
     * @param unassigned what an element without a cluster counts as in the measures
     * @param changes thresholds of the map
     * @param level confidence level in (0, 1)
     * @param groups jackknife groups, at least 2
     * @param permutations permutations for chance values without a closed form, at least 2
     */
    public record Settings(Unassigned unassigned, ChangeRule changes, double level, int groups, int permutations) {

        /** Unassigned elements excluded, the default thresholds, 95 %, 50 groups, 200 permutations. */
        public static final Settings DEFAULT =
                new Settings(Unassigned.EXCLUDED, ChangeRule.DEFAULT, 0.95, GroupJackknife.GROUPS, 200);
    }

    /**
     * A measure without a value.
     *
     * @param measure its name
     * @param reason the kind of data that gives none
     * @param message what happened, with the value
     */
    public record Refusal(String measure, DegenerateDataException.Reason reason, String message) {}

    /** Compares the labels of the same elements, −1 where one has no cluster. */
    public static VersionComparison of(int[] before, int[] after, Settings settings, RandomGenerator random) {
        ContingencyTable table = ContingencyTable.of(before, after, settings.unassigned());
        List<PartitionMeasure> estimable = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (PartitionMeasure measure : measures(table)) {
            try {
                measure.of(table);
                estimable.add(measure);
            } catch (DegenerateDataException none) {
                refusals.add(new Refusal(measure.name(), none.reason(), String.valueOf(none.getMessage())));
            }
        }
        List<JackknifeEstimate> estimates =
                GroupJackknife.of(table, settings.groups(), random).estimate(estimable);
        List<PermutationNull> chances = PermutationNull.of(estimable, table, settings.permutations(), random);
        List<Agreement> agreements = new ArrayList<>();
        for (int k = 0; k < estimable.size(); k++) {
            JackknifeEstimate estimate = estimates.get(k);
            Optional<Bounds> interval =
                    estimate.standardError() == 0 ? Optional.empty() : Optional.of(estimate.interval(settings.level()));
            agreements.add(new Agreement(estimable.get(k).name(), estimate, interval, chances.get(k)));
        }
        return new VersionComparison(
                SizeDistribution.of(before),
                SizeDistribution.of(after),
                table.elements(),
                agreements,
                refusals,
                ClusterMatching.of(ContingencyTable.of(before, after, Unassigned.ONE_CLUSTER)),
                VersionMap.of(before, after, settings.changes()));
    }

    private static List<PartitionMeasure> measures(ContingencyTable table) {
        double work = (double) table.rows() * table.rows() * table.columns();
        return List.of(
                new AdjustedRandIndex(),
                new AdjustedMutualInformation(Normalizer.ARITHMETIC),
                new ElementCentricSimilarity(),
                new BCubed.Precision(),
                new BCubed.Recall(),
                new BCubed.F(1),
                new NormalizedMutualInformation(Normalizer.ARITHMETIC),
                new VariationOfInformation(VariationOfInformation.Unit.NATS),
                new Homogeneity(),
                new Completeness(),
                new Purity(),
                new InversePurity(),
                new FowlkesMallows(),
                new PairJaccard(),
                new MovedShare(
                        work <= LARGEST_OPTIMAL ? ClusterMatching.Method.OPTIMAL : ClusterMatching.Method.GREEDY));
    }
}
