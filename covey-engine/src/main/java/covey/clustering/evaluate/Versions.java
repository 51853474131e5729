package covey.clustering.evaluate;

import covey.data.ClusteringData;
import covey.data.ClusteringData.Memberships;
import covey.method.SpecificationException;
import covey.result.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Both versions and the truth, entity by entity.
 *
 * @param entities number of entities of either
 * @param baseline the version before
 * @param candidate the version that is judged
 * @param truth classes; nobody has one where none are declared
 * @param common entities of both versions, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // one entry per entity, read only here
record Versions(int entities, Side baseline, Side candidate, Side truth, int[] common) {
    static Versions of(ClusteringSpec spec, ClusteringData data) {
        int n = data.entities().size();
        Side baseline = Side.of(run(spec, ClusteringSpec.BASELINE, data.baseline()), n, spec.heaviest());
        Side candidate = Side.of(run(spec, ClusteringSpec.CANDIDATE, data.candidate()), n, spec.heaviest());
        int[] common = IntStream.range(0, n)
                .filter(e -> baseline.has(e) && candidate.has(e))
                .toArray();
        return new Versions(n, baseline, candidate, Side.of(data.truth(), n, false), common);
    }

    /** The run that stands for a version. */
    private static Memberships run(ClusteringSpec spec, String version, List<Memberships> runs) {
        String wanted = (version.equals(ClusteringSpec.BASELINE) ? spec.baseline() : spec.candidate()).run();
        if (wanted.isEmpty()) {
            return runs.isEmpty() ? ClusteringData.NO_ROWS : runs.getFirst();
        }
        return runs.stream()
                .filter(r -> r.run().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SpecificationException(
                        spec.study().data().location(version + ".run"),
                        version + " has no run '" + wanted + "'",
                        "its runs are "
                                + String.join(
                                        ", ",
                                        runs.stream()
                                                .map(Memberships::run)
                                                .limit(20)
                                                .toList())));
    }

    Side side(String version) {
        return version.equals(ClusteringSpec.BASELINE) ? baseline : candidate;
    }

    /** Why the versions are no partitions of the same entities; empty when they are. */
    Optional<Fault> obstacle() {
        if (common.length == 0) {
            return Optional.of(new Fault(
                    Reason.NO_DATA,
                    "no entity is in both versions",
                    "see whether both versions name entities alike, and whether a filter leaves rows"));
        }
        return overlap(ClusteringSpec.BASELINE, baseline)
                .or(() -> overlap(ClusteringSpec.CANDIDATE, candidate))
                .or(() -> overlap("truth", truth));
    }

    private static Optional<Fault> overlap(String side, Side of) {
        if (of.overlapping() == 0) {
            return Optional.empty();
        }
        boolean one = of.overlapping() == 1;
        return Optional.of(new Fault(
                Reason.NOT_SUPPORTED,
                of.overlapping() + (one ? " entity is" : " entities are") + " in several clusters of the " + side
                        + ", and this is measured on partitions",
                side.equals("truth")
                        ? "name extended_b_cubed_f, or give the truth one class per entity by truth.filter"
                        : "name extended_b_cubed_f, or write analysis: {overlap: heaviest} with a weight"));
    }
}
