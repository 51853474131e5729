package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.Measured.Level;
import covey.clustering.names.ClusterMetric.Stability;
import covey.data.ClusteringData.Memberships;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import covey.stats.resample.PairwiseMean;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Stability of a method: how far its runs agree, pair by pair. What varies are the runs; entities are taken as they are. */
final class StabilityRows {
    static final String METHOD = "jackknife over runs";

    private StabilityRows() {}

    static Measured of(
            ClusteringSpec spec, Planned planned, int entities, List<Memberships> before, List<Memberships> now) {
        Stability stability = (Stability) planned.metric();
        Optional<Fault> fault =
                obstacle(ClusteringSpec.BASELINE, before).or(() -> obstacle(ClusteringSpec.CANDIDATE, now));
        if (fault.isPresent()) {
            return Measured.missing(planned, fault.get());
        }
        try {
            PairwiseMean b = mean(spec, stability, entities, before);
            PairwiseMean c = mean(spec, stability, entities, now);
            return Measured.of(
                    planned,
                    Level.of(b.value(), b::level),
                    Level.of(c.value(), c::level),
                    () -> c.against(b),
                    METHOD,
                    (long) before.size() + now.size());
        } catch (DegenerateDataException e) {
            return Measured.missing(planned, Fault.of(e, "look at the runs one by one"));
        }
    }

    private static Optional<Fault> obstacle(String version, List<Memberships> runs) {
        return runs.size() > 1
                ? Optional.empty()
                : Optional.of(new Fault(
                        Reason.TOO_FEW_UNITS,
                        version + " has " + (runs.isEmpty() ? "no run" : "one run") + ", which agrees with itself",
                        "run the method again with other seeds, and name the column as " + version + ".runs"));
    }

    private static PairwiseMean mean(ClusteringSpec spec, Stability stability, int entities, List<Memberships> rows) {
        int[] all = IntStream.range(0, entities).toArray();
        List<int[]> labels = rows.stream()
                .map(r -> partition(Side.of(r, entities, spec.heaviest()), all))
                .toList();
        int runs = labels.size();
        double[][] pairs = new double[runs][runs];
        for (int i = 0; i < runs; i++) {
            for (int j = i + 1; j < runs; j++) {
                pairs[i][j] =
                        stability.measure().of(ContingencyTable.of(labels.get(i), labels.get(j), Unassigned.EXCLUDED));
            }
        }
        return PairwiseMean.of(pairs);
    }

    private static int[] partition(Side side, int... all) {
        if (side.overlapping() > 0) {
            throw new DegenerateDataException(
                    DegenerateDataException.Reason.TOO_FEW_UNITS,
                    side.overlapping() + " entities are in several clusters of a run, which makes it no partition");
        }
        return side.labels(all);
    }
}
