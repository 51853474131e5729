package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.Measured.Level;
import covey.clustering.names.ClusterMetric.Agreement;
import covey.clustering.names.ClusterMetric.Moved;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.change.MovedShare;
import covey.stats.partition.inference.PairedJackknife;
import covey.stats.partition.inference.PermutationNull;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * How far the versions agree with each other, and with a truth where there is one: each value beside what labels permuted at random
 * would score, with the error over samples of entities.
 */
final class AgreementRows {
    /** Analysis of the two versions against each other. */
    static final String VERSIONS = "versions";

    /** Analysis of values under labels permuted at random. */
    static final String CHANCE = "chance";

    /** Name of such a value. */
    static final String AT_RANDOM = "expected_at_random";

    private static final String ADVICE = "look at the sizes of the clusters";

    /** Steps up to which the optimal matching is found for each group that is left out. */
    private static final double LARGEST_OPTIMAL = 2e6;

    private final ClusteringSpec spec;
    private final Versions versions;
    private final RandomGenerator random;
    private final VersionRows rows;
    private final List<Outcome> beside = new ArrayList<>();

    AgreementRows(ClusteringSpec spec, Versions versions, RandomGenerator random) {
        this.spec = spec;
        this.versions = versions;
        this.random = random;
        this.rows = new VersionRows(spec);
    }

    /** Rows of the versions against each other and of chance, once {@link #measured} has run. */
    List<Outcome> beside() {
        return beside;
    }

    /** The measures of agreement with the truth, and the share that moved. */
    List<Measured> measured() {
        List<Planned> agreements = planned(Agreement.class);
        List<Planned> moved = planned(Moved.class);
        if (agreements.isEmpty() && moved.isEmpty()) {
            return List.of();
        }
        boolean truth = spec.requirement().truth().isPresent();
        List<Planned> both = new ArrayList<>(agreements);
        both.addAll(moved);
        Optional<Fault> obstacle = versions.obstacle();
        if (obstacle.isPresent()) {
            both.stream()
                    .filter(p -> !truth || p.metric() instanceof Moved)
                    .forEach(p -> beside.add(obstacle.get().at(ofVersions(p))));
            return both.stream()
                    .filter(p -> truth || p.metric() instanceof Moved)
                    .map(p -> Measured.missing(p, obstacle.get()))
                    .toList();
        }
        List<Measured> measured = new ArrayList<>();
        try {
            measured.addAll(between(both));
        } catch (DegenerateDataException e) {
            both.forEach(p -> beside.add(Fault.of(e, ADVICE).at(ofVersions(p))));
            moved.forEach(p -> measured.add(Measured.missing(p, Fault.of(e, ADVICE))));
        }
        if (truth && !agreements.isEmpty()) {
            measured.addAll(againstTruth(agreements));
        }
        return measured;
    }

    private List<Planned> planned(Class<?> kind) {
        return spec.metrics().stream().filter(p -> kind.isInstance(p.metric())).toList();
    }

    static Estimand ofVersions(Planned planned) {
        return new Estimand(
                VERSIONS,
                planned.name(),
                VersionRows.quantity(planned),
                Scale.LEVEL,
                ClusteringSpec.CANDIDATE,
                ClusteringSpec.BASELINE,
                "",
                Map.of(),
                "");
    }

    private List<Measured> between(List<Planned> planned) {
        int[] before = versions.baseline().labels(versions.common());
        int[] now = versions.candidate().labels(versions.common());
        ContingencyTable table = ContingencyTable.of(before, now, spec.unassigned());
        ContingencyTable assigned = ContingencyTable.of(before, now, Unassigned.EXCLUDED);
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(table.elements(), random);
        List<Measured> moved = new ArrayList<>();
        for (Planned p : planned) {
            boolean moves = p.metric() instanceof Moved;
            // one that has no cluster neither stays nor moves
            ContingencyTable of = moves ? assigned : table;
            DeleteGroupJackknife groups = moves ? DeleteGroupJackknife.of(of.elements(), random) : jackknife;
            PartitionMeasure measure = measure(p, of);
            List<Optional<DegenerateDataException>> faults = nothing(1);
            Optional<Replicates> replicates =
                    Replications.of(of, groups, List.of(measure), faults).getFirst();
            if (replicates.isEmpty()) {
                Fault fault = Fault.of(faults.getFirst().orElseThrow(), ADVICE);
                beside.add(fault.at(ofVersions(p)));
                if (moves) {
                    moved.add(Measured.missing(p, fault));
                }
                continue;
            }
            Replicates r = replicates.get();
            String method = Replications.method(groups);
            Level level = Level.of(r.value(), () -> groups.level(r));
            beside.add(rows.level(ofVersions(p), level, method, of.elements()));
            chance(p, measure, of, ClusteringSpec.CANDIDATE, ClusteringSpec.BASELINE);
            if (moves) {
                moved.add(Measured.of(p, Level.exact(0), level, () -> groups.level(r), method, of.elements()));
            }
        }
        return moved;
    }

    private static PartitionMeasure measure(Planned planned, ContingencyTable table) {
        if (planned.metric() instanceof Agreement agreement) {
            return agreement.measure();
        }
        double work = (double) table.rows() * table.rows() * table.columns();
        return new MovedShare(work <= LARGEST_OPTIMAL ? ClusterMatching.Method.OPTIMAL : ClusterMatching.Method.GREEDY);
    }

    private void chance(Planned p, PartitionMeasure measure, ContingencyTable table, String version, String against) {
        PermutationNull chance = PermutationNull.of(
                        List.of(measure), table, spec.draws().permutations(), random)
                .getFirst();
        beside.add(new Estimate(
                new Estimand(CHANCE, p.name(), AT_RANDOM, Scale.LEVEL, version, against, "", Map.of(), ""),
                chance.mean(),
                chance.permutations() == 0 ? OptionalDouble.empty() : OptionalDouble.of(chance.standardError()),
                Optional.empty(),
                Optional.empty(),
                table.elements(),
                ""));
    }

    /** Both versions on the entities that have a class; an entity that one version leaves out is left out of both. */
    private List<Measured> againstTruth(List<Planned> planned) {
        int[] entities = Arrays.stream(versions.common())
                .filter(e -> versions.truth().label(e) >= 0)
                .toArray();
        try {
            PairedJackknife tables = PairedJackknife.of(
                    versions.truth().labels(entities),
                    versions.baseline().labels(entities),
                    versions.candidate().labels(entities),
                    spec.unassigned());
            return againstTruth(planned, tables.baseline(), tables.candidate());
        } catch (DegenerateDataException e) {
            Fault fault = Fault.of(e, "see whether the truth names entities as the versions do");
            return planned.stream().map(p -> Measured.missing(p, fault)).toList();
        }
    }

    private List<Measured> againstTruth(List<Planned> planned, ContingencyTable before, ContingencyTable now) {
        List<PartitionMeasure> measures =
                planned.stream().map(p -> ((Agreement) p.metric()).measure()).toList();
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(before.elements(), random);
        List<Optional<DegenerateDataException>> faults = nothing(measures.size());
        List<Optional<Replicates>> baseline = Replications.of(before, jackknife, measures, faults);
        List<Optional<Replicates>> candidate = Replications.of(now, jackknife, measures, faults);
        String method = Replications.method(jackknife);
        List<Measured> measured = new ArrayList<>();
        for (int m = 0; m < measures.size(); m++) {
            Planned p = planned.get(m);
            if (faults.get(m).isPresent()) {
                measured.add(Measured.missing(p, Fault.of(faults.get(m).get(), ADVICE)));
                continue;
            }
            Replicates b = baseline.get(m).orElseThrow();
            Replicates c = candidate.get(m).orElseThrow();
            measured.add(Measured.of(
                    p,
                    Level.of(b.value(), () -> jackknife.level(b)),
                    Level.of(c.value(), () -> jackknife.level(c)),
                    () -> jackknife.contrast(b, c),
                    method,
                    before.elements()));
            chance(p, measures.get(m), before, ClusteringSpec.BASELINE, "truth");
            chance(p, measures.get(m), now, ClusteringSpec.CANDIDATE, "truth");
        }
        return measured;
    }

    private static List<Optional<DegenerateDataException>> nothing(int size) {
        return new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    }
}
