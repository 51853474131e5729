package covey.assign.replay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GrowthBook's inline experiment: filters (or else a namespace) decide who may enter, the ranges of the hash decide the
 * arm, and a number outside all ranges leaves the unit out. A forced arm replaces the arm of those who are in.
 *
 * <p>Reference: GrowthBook's published cases, specification 0.8.0; equal. Conditions on attributes and forced arms per user
 * are not part of the bucketing.
 *
 * @param hash hash of the experiment
 * @param arms arms in the order of GrowthBook's variations, at least two
 * @param ranges a range by arm
 * @param filters all of which must hold; when there are any the namespace does not count
 * @param namespace mutual exclusion; empty for none
 * @param forced index of the arm that all get who are in; empty for none
 */
public record GrowthBookExperiment(
        GrowthBookHash hash,
        List<String> arms,
        List<BucketRange> ranges,
        List<Filter> filters,
        Optional<Namespace> namespace,
        OptionalInt forced)
        implements PlatformBucketing {
    public GrowthBookExperiment {
        arms = List.copyOf(arms);
        ranges = List.copyOf(ranges);
        filters = List.copyOf(filters);
        if (arms.size() < 2) {
            throw new IllegalArgumentException("a GrowthBook experiment needs at least two arms, not " + arms.size());
        }
        if (ranges.size() != arms.size()) {
            throw new IllegalArgumentException(
                    "there are " + ranges.size() + " ranges for " + arms.size() + " arms; each arm needs one");
        }
        if (forced.isPresent() && (forced.getAsInt() < 0 || forced.getAsInt() >= arms.size())) {
            throw new IllegalArgumentException("there is no arm number " + forced.getAsInt() + " to force");
        }
    }

    /** An experiment over everyone with the given shares, covering part of the units. */
    public static GrowthBookExperiment of(GrowthBookHash hash, List<WeightedArm> arms, double coverage) {
        List<Double> weights = arms.stream().map(WeightedArm::weight).toList();
        return new GrowthBookExperiment(
                hash,
                arms.stream().map(WeightedArm::arm).toList(),
                GrowthBookHash.ranges(arms.size(), coverage, weights),
                List.of(),
                Optional.empty(),
                OptionalInt.empty());
    }

    @Override
    public Optional<String> arm(String unit) {
        if (unit.isEmpty() || !mayEnter(unit)) {
            return Optional.empty();
        }
        int chosen = BucketRange.indexOf(hash.of(unit), ranges);
        return chosen < 0 ? Optional.empty() : Optional.of(arms.get(forced.orElse(chosen)));
    }

    private boolean mayEnter(String unit) {
        if (!filters.isEmpty()) {
            return filters.stream().allMatch(f -> f.admits(unit));
        }
        return namespace.isEmpty() || namespace.get().admits(unit, hash.units());
    }

    /**
     * A condition on another hash of the unit.
     *
     * @param hash that hash
     * @param ranges numbers that are let in
     */
    public record Filter(GrowthBookHash hash, List<BucketRange> ranges) {
        public Filter {
            ranges = List.copyOf(ranges);
        }

        /** Whether the unit may enter. */
        public boolean admits(String unit) {
            return BucketRange.indexOf(hash.of(unit), ranges) >= 0;
        }
    }

    /**
     * A namespace: hash version 1 with the seed {@code "__" + name}.
     *
     * @param name name
     * @param range numbers of this experiment
     */
    public record Namespace(String name, BucketRange range) {
        /** Whether the unit belongs to the experiment's part of the namespace. */
        public boolean admits(String unit, Fnv1a32.Units units) {
            return range.contains(new GrowthBookHash("__" + name, 1, units).of(unit));
        }
    }
}
