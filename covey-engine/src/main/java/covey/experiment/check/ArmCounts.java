package covey.experiment.check;

import covey.data.ExperimentData.UnitCell;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study;
import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Counts of units per arm against the planned shares. */
final class ArmCounts {
    private final List<Study.Arm> arms;
    private final long[] counts;

    private ArmCounts(List<Study.Arm> arms, long[] counts) {
        this.arms = arms;
        this.counts = counts;
    }

    static ArmCounts of(ExperimentSpec spec, Map<String, Long> byArm) {
        long[] counts = spec.arms().stream()
                .mapToLong(a -> byArm.getOrDefault(a.name(), 0L))
                .toArray();
        return new ArmCounts(spec.arms(), counts);
    }

    /** Units in the cells that fulfil a condition. */
    static ArmCounts of(ExperimentSpec spec, Collection<UnitCell> cells, Predicate<UnitCell> wanted) {
        Map<String, Long> byArm = new HashMap<>();
        cells.stream().filter(wanted).forEach(c -> byArm.merge(c.arm(), c.units(), Long::sum));
        return of(spec, byArm);
    }

    /** Units of the main analysis. */
    static ArmCounts analysed(ExperimentSpec spec, Collection<UnitCell> cells) {
        return of(spec, cells, c -> c.slice().isEmpty() && !c.excluded());
    }

    /** Units by a key of the cells that fulfil a condition, sorted by key. */
    static SortedMap<String, ArmCounts> by(
            ExperimentSpec spec,
            Collection<UnitCell> cells,
            Predicate<UnitCell> wanted,
            Function<UnitCell, String> key) {
        SortedMap<String, Map<String, Long>> groups = new TreeMap<>();
        cells.stream()
                .filter(wanted)
                .forEach(c -> groups.computeIfAbsent(key.apply(c), k -> new HashMap<>())
                        .merge(c.arm(), c.units(), Long::sum));
        SortedMap<String, ArmCounts> counts = new TreeMap<>();
        groups.forEach((name, byArm) -> counts.put(name, of(spec, byArm)));
        return counts;
    }

    /** Analysed units by first-exposure day. */
    static SortedMap<String, ArmCounts> byDay(ExperimentSpec spec, Collection<UnitCell> cells) {
        return by(spec, cells, c -> c.slice().isEmpty() && !c.excluded(), UnitCell::day);
    }

    /** Analysed units by {@code dimension=value}, all slices. */
    static SortedMap<String, ArmCounts> bySegment(ExperimentSpec spec, Collection<UnitCell> cells) {
        return by(spec, cells, c -> !c.slice().isEmpty() && !c.excluded(), c -> c.slice() + "=" + c.segment());
    }

    long total() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    long[] counts() {
        return counts.clone();
    }

    double[] shares() {
        return arms.stream().mapToDouble(Study.Arm::share).toArray();
    }

    ArmCounts plus(ArmCounts other) {
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new ArmCounts(arms, sum);
    }

    ArmCounts minus(ArmCounts other) {
        long[] rest = counts.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Math.max(0, rest[i] - other.counts[i]);
        }
        return new ArmCounts(arms, rest);
    }

    /** Chi-square test against the planned shares; needs at least one unit. */
    ChiSquareGoodnessOfFit.Result test() {
        return ChiSquareGoodnessOfFit.test(counts, shares());
    }

    double pValue() {
        return total() == 0 ? 1 : test().pValue();
    }

    /** The smallest expected count among arms with a positive share. */
    double smallestExpected() {
        double all = arms.stream().mapToDouble(Study.Arm::share).sum();
        return arms.stream()
                .mapToDouble(Study.Arm::share)
                .filter(s -> s > 0)
                .map(s -> total() * s / all)
                .min()
                .orElse(0);
    }

    /** Arms of zero planned share that have units. */
    List<String> impossible() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (arms.get(i).share() == 0 && counts[i] > 0) {
                names.add(arms.get(i).name());
            }
        }
        return names;
    }

    /** The arm with the largest relative deficit against its share. */
    String mostShort() {
        double all = arms.stream().mapToDouble(Study.Arm::share).sum();
        String name = arms.get(0).name();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < counts.length; i++) {
            double expected = total() * arms.get(i).share() / all;
            if (expected > 0 && counts[i] / expected < least) {
                least = counts[i] / expected;
                name = arms.get(i).name();
            }
        }
        return name;
    }

    /** {@code control 44,700, treatment 45,489}. */
    String text() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            parts.add(arms.get(i).name() + " " + Figures.count(counts[i]));
        }
        return String.join(", ", parts);
    }

    /** {@code control 50 %, treatment 50 %}. */
    String planned() {
        return String.join(
                ", ",
                arms.stream()
                        .map(a -> a.name() + " " + Figures.percent(a.share()))
                        .toList());
    }
}
