package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.Measured.Level;
import covey.clustering.names.ClusterMetric.Internal;
import covey.clustering.names.ClusterMetric.Overlapping;
import covey.clustering.names.ClusterMetric.Sizes;
import covey.clustering.names.ClusterMetric.Sizes.Statistic;
import covey.data.ClusteringData;
import covey.result.Estimand;
import covey.result.Outcome;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Numbers of a whole version, by the delete-a-group jackknife over entities: sizes, features, clusters that overlap. */
final class CollectiveRows {
    private final ClusteringSpec spec;
    private final Versions versions;
    private final ClusteringData data;
    private final RandomGenerator random;

    CollectiveRows(ClusteringSpec spec, Versions versions, ClusteringData data, RandomGenerator random) {
        this.spec = spec;
        this.versions = versions;
        this.data = data;
        this.random = random;
    }

    /** A metric of these kinds. */
    Measured of(Planned planned) {
        try {
            return switch (planned.metric()) {
                case Sizes sizes -> sizes(planned, sizes.statistic());
                case Internal internal -> internal(planned, internal);
                case Overlapping overlapping -> overlapping(planned, overlapping);
                default -> throw new IllegalStateException(planned.name() + " is no number of a whole version");
            };
        } catch (DegenerateDataException e) {
            return Measured.missing(planned, Fault.of(e, "look at the sizes of the clusters"));
        }
    }

    private static Measured jackknifed(
            Planned planned,
            DeleteGroupJackknife jackknife,
            IntToDoubleFunction before,
            IntToDoubleFunction now,
            long n) {
        Replicates b = Replications.of(jackknife, before);
        Replicates c = Replications.of(jackknife, now);
        return Measured.of(
                planned,
                Level.of(b.value(), () -> jackknife.level(b)),
                Level.of(c.value(), () -> jackknife.level(c)),
                () -> jackknife.contrast(b, c),
                Replications.method(jackknife),
                n);
    }

    /** Each version on all of its entities: those that one version lacks are part of how it differs. */
    private Measured sizes(Planned planned, Statistic statistic) {
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(versions.entities(), random);
        SizesByGroup before = new SizesByGroup(versions.baseline(), versions.entities(), jackknife);
        SizesByGroup now = new SizesByGroup(versions.candidate(), versions.entities(), jackknife);
        if (statistic == Statistic.CLUSTERS) {
            // how many clusters more entities would show is not known from these
            return new Measured(
                    planned,
                    Optional.of(Level.exact(before.without(statistic, -1))),
                    Optional.of(Level.exact(now.without(statistic, -1))),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    versions.entities());
        }
        return jackknifed(
                planned,
                jackknife,
                g -> before.without(statistic, g),
                g -> now.without(statistic, g),
                versions.entities());
    }

    private Measured internal(Planned planned, Internal internal) {
        Optional<Fault> obstacle = versions.obstacle();
        if (obstacle.isPresent()) {
            return Measured.missing(planned, obstacle.get());
        }
        FeatureSpace space = FeatureSpace.of(versions, data.features(), internal.index(), random);
        int[] before = versions.baseline().labels(space.entities());
        int[] now = versions.candidate().labels(space.entities());
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(space.entities().length, random);
        return jackknifed(
                planned,
                jackknife,
                g -> space.index(internal.index(), before, jackknife, g),
                g -> space.index(internal.index(), now, jackknife, g),
                space.entities().length);
    }

    private Measured overlapping(Planned planned, Overlapping overlapping) {
        int[] entities = Arrays.stream(versions.common())
                .filter(e -> versions.truth().label(e) >= 0 && assigned(e))
                .toArray();
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(entities.length, random);
        OverlapByGroup before = new OverlapByGroup(versions.truth(), versions.baseline(), entities, jackknife);
        OverlapByGroup now = new OverlapByGroup(versions.truth(), versions.candidate(), entities, jackknife);
        Optional<Fault> much = tooMuch(before.work() + now.work());
        return much.isPresent()
                ? Measured.missing(planned, much.get())
                : jackknifed(
                        planned,
                        jackknife,
                        g -> before.without(overlapping.part(), g),
                        g -> now.without(overlapping.part(), g),
                        entities.length);
    }

    /** How far overlapping versions agree with each other, the baseline in the place of the truth. */
    Outcome between(Planned planned) {
        Estimand estimand = AgreementRows.ofVersions(planned);
        int[] entities = Arrays.stream(versions.common()).filter(this::assigned).toArray();
        try {
            DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(entities.length, random);
            OverlapByGroup both = new OverlapByGroup(versions.baseline(), versions.candidate(), entities, jackknife);
            Optional<Fault> much = tooMuch(both.work());
            if (much.isPresent()) {
                return much.get().at(estimand);
            }
            Replicates r = Replications.of(jackknife, g -> both.without(((Overlapping) planned.metric()).part(), g));
            Level level = Level.of(r.value(), () -> jackknife.level(r));
            return new VersionRows(spec).level(estimand, level, Replications.method(jackknife), entities.length);
        } catch (DegenerateDataException e) {
            return Fault.of(e, "look at the sizes of the clusters").at(estimand);
        }
    }

    private boolean assigned(int entity) {
        return versions.baseline().label(entity) >= 0 && versions.candidate().label(entity) >= 0;
    }

    private static Optional<Fault> tooMuch(double work) {
        return work <= OverlapByGroup.MOST_WORK
                ? Optional.empty()
                : Optional.of(new Fault(
                        Reason.NOT_SUPPORTED,
                        "extended B-cubed of clusters this large would compare " + (long) work + " pairs of entities",
                        "measure a sample of entities by the same filter on both versions and the truth"));
    }

    /** Sizes of a version's clusters without each group. */
    private static final class SizesByGroup {
        private final int[][] sizes;
        private final int[] unassigned;

        SizesByGroup(Side side, int entities, DeleteGroupJackknife jackknife) {
            int groups = jackknife.groups();
            this.sizes = new int[groups + 1][side.names().size()];
            this.unassigned = new int[groups + 1];
            int[][] clusters = side.clusters(IntStream.range(0, entities).toArray());
            for (int e = 0; e < entities; e++) {
                int group = jackknife.groupOf(e);
                if (side.overlapping() == 0 && side.label(e) >= 0) {
                    sizes[group][side.label(e)]++;
                } else {
                    for (int cluster : clusters[e]) {
                        sizes[group][cluster]++;
                    }
                }
                unassigned[group] += side.label(e) == -1 ? 1 : 0;
            }
            for (int g = 0; g < groups; g++) {
                unassigned[groups] += unassigned[g];
                for (int k = 0; k < sizes[g].length; k++) {
                    sizes[groups][k] += sizes[g][k];
                }
            }
        }

        double without(Statistic statistic, int group) {
            int all = sizes.length - 1;
            int[] rest = sizes[all].clone();
            for (int k = 0; group >= 0 && k < rest.length; k++) {
                rest[k] -= sizes[group][k];
            }
            return ClusterSizes.of(statistic, rest, unassigned[all] - (group < 0 ? 0 : unassigned[group]));
        }
    }
}
