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
import java.util.stream.IntStream;

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
        List<Planned> agreements =
                planned.stream().filter(p -> p.metric() instanceof Agreement).toList();
        List<Planned> moved =
                planned.stream().filter(p -> p.metric() instanceof Moved).toList();
        if (!agreements.isEmpty()) {
            between(agreements, ContingencyTable.of(before, now, spec.unassigned()));
        }
        // one that has no cluster neither stays nor moves
        return moved.isEmpty() ? List.of() : between(moved, ContingencyTable.of(before, now, Unassigned.EXCLUDED));
    }

    /** Rows of the versions against each other; from nothing moved to what has, for the share that moved. */
    private List<Measured> between(List<Planned> planned, ContingencyTable table) {
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(table.elements(), random);
        List<PartitionMeasure> measures =
                planned.stream().map(p -> measure(p, table)).toList();
        List<Optional<DegenerateDataException>> faults = nothing(measures.size());
        List<Optional<Replicates>> replicates = Replications.of(table, jackknife, measures, faults);
        String method = Replications.method(jackknife);
        List<Measured> moved = new ArrayList<>();
        for (int m = 0; m < measures.size(); m++) {
            Planned p = planned.get(m);
            boolean moves = p.metric() instanceof Moved;
            if (faults.get(m).isPresent()) {
                Fault fault = Fault.of(faults.get(m).get(), ADVICE);
                beside.add(fault.at(ofVersions(p)));
                if (moves) {
                    moved.add(Measured.missing(p, fault));
                }
                continue;
            }
            Replicates r = replicates.get(m).orElseThrow();
            Level level = Level.of(r.value(), () -> jackknife.level(r));
            beside.add(rows.level(ofVersions(p), level, method, table.elements()));
            if (moves) {
                moved.add(Measured.of(p, Level.exact(0), level, () -> jackknife.level(r), method, table.elements()));
            }
        }
        chance(planned, measures, faults, table, ClusteringSpec.CANDIDATE, ClusteringSpec.BASELINE);
        return moved;
    }

    private static PartitionMeasure measure(Planned planned, ContingencyTable table) {
        if (planned.metric() instanceof Agreement agreement) {
            return agreement.measure();
        }
        double work = (double) table.rows() * table.rows() * table.columns();
        return new MovedShare(work <= LARGEST_OPTIMAL ? ClusterMatching.Method.OPTIMAL : ClusterMatching.Method.GREEDY);
    }

    /** What the measures without a fault would be at random, all under the same permutations. */
    private void chance(
            List<Planned> planned,
            List<PartitionMeasure> measures,
            List<Optional<DegenerateDataException>> faults,
            ContingencyTable table,
            String... sides) {
        int[] sound = IntStream.range(0, measures.size())
                .filter(m -> faults.get(m).isEmpty())
                .toArray();
        List<PermutationNull> chances = PermutationNull.of(
                Arrays.stream(sound).mapToObj(measures::get).toList(),
                table,
                spec.draws().permutations(),
                random);
        for (int i = 0; i < sound.length; i++) {
            PermutationNull chance = chances.get(i);
            String metric = planned.get(sound[i]).name();
            beside.add(new Estimate(
                    new Estimand(CHANCE, metric, AT_RANDOM, Scale.LEVEL, sides[0], sides[1], "", Map.of(), ""),
                    chance.mean(),
                    chance.permutations() == 0 ? OptionalDouble.empty() : OptionalDouble.of(chance.standardError()),
                    Optional.empty(),
                    Optional.empty(),
                    table.elements(),
                    ""));
        }
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
        }
        chance(planned, measures, faults, before, ClusteringSpec.BASELINE, "truth");
        chance(planned, measures, faults, now, ClusteringSpec.CANDIDATE, "truth");
        return measured;
    }

    private static List<Optional<DegenerateDataException>> nothing(int size) {
        return new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    }
}
