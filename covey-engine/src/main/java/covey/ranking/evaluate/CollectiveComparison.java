package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.method.Study.MetricUse;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.Measured;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Levels and differences of numbers that are no mean over queries, by the delete-a-group jackknife over units. */
final class CollectiveComparison {
    /** Name of the number of a system. */
    static final String VALUE = "value";

    private final RankingSpec spec;
    private final RankingData data;
    private final int[] counted;
    private final RandomGenerator random;

    CollectiveComparison(RankingSpec spec, RankingData data, int[] counted, RandomGenerator random) {
        this.spec = spec;
        this.data = data;
        this.counted = counted;
        this.random = random;
    }

    /** One metric. */
    Measured measured(MetricUse use, Function<Lists, Collective> number) {
        List<Replicates> replicates = new ArrayList<>();
        DeleteGroupJackknife jackknife;
        try {
            int[] units = units();
            int different = Arrays.stream(units).max().orElse(-1) + 1;
            jackknife = DeleteGroupJackknife.of(different, random);
            int[][] members = members(jackknife, units);
            for (Lists lists : data.systems()) {
                replicates.add(replicates(number.apply(lists), members));
            }
        } catch (DegenerateDataException e) {
            return missing(use, fault(e));
        }
        List<Outcome> levels = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 0; s < replicates.size(); s++) {
            String system = spec.systems().get(s);
            levels.add(level(level(use, system), replicates.get(s), jackknife));
            if (s > 0) {
                hypotheses.add(hypothesis(use, system, replicates.getFirst(), replicates.get(s), jackknife));
            }
        }
        return new Measured(levels, hypotheses);
    }

    /** A metric that has no numbers. */
    Measured missing(MetricUse use, Fault fault) {
        return new Measured(
                spec.systems().stream()
                        .<Outcome>map(system -> fault.at(level(use, system)))
                        .toList(),
                spec.systems().stream()
                        .skip(1)
                        .map(system -> Hypothesis.without(use, system, fault))
                        .toList());
    }

    private Hypothesis hypothesis(
            MetricUse use, String system, Replicates baseline, Replicates of, DeleteGroupJackknife jackknife) {
        try {
            return new Hypothesis(
                    use,
                    system,
                    "",
                    method(jackknife),
                    counted.length,
                    Optional.empty(),
                    Optional.of(jackknife.contrast(baseline, of)),
                    Optional.empty());
        } catch (DegenerateDataException e) {
            return Hypothesis.without(use, system, fault(e));
        }
    }

    /** Number of the unit of each counted query, among the units that have one. */
    private int[] units() {
        int[] numbers = new int[data.queries().unitCount()];
        int n = 0;
        int[] units = new int[counted.length];
        for (int c = 0; c < counted.length; c++) {
            int unit = data.queries().units().at(counted[c]);
            if (numbers[unit] == 0) {
                numbers[unit] = ++n;
            }
            units[c] = numbers[unit] - 1;
        }
        return units;
    }

    private static int[][] members(DeleteGroupJackknife jackknife, int[] units) {
        int[] sizes = new int[jackknife.groups()];
        for (int unit : units) {
            sizes[jackknife.groupOf(unit)]++;
        }
        int[][] members = new int[sizes.length][];
        Arrays.setAll(members, g -> new int[sizes[g]]);
        for (int c = 0; c < units.length; c++) {
            int group = jackknife.groupOf(units[c]);
            members[group][--sizes[group]] = c;
        }
        return members;
    }

    private Replicates replicates(Collective number, int[][] members) {
        for (int c = 0; c < counted.length; c++) {
            number.change(c, 1);
        }
        double all = number.value();
        List<Double> without = new ArrayList<>();
        for (int[] group : members) {
            change(number, group, -1);
            without.add(number.value());
            change(number, group, 1);
        }
        return new Replicates(all, without);
    }

    private static void change(Collective number, int[] group, int by) {
        for (int c : group) {
            number.change(c, by);
        }
    }

    private static Fault fault(DegenerateDataException e) {
        Reason reason = switch (e.reason()) {
            case ZERO_VARIANCE -> Reason.ZERO_VARIANCE;
            case ZERO_DENOMINATOR, WEAK_DENOMINATOR -> Reason.ZERO_DENOMINATOR;
            case ZERO_BASELINE -> Reason.ZERO_BASELINE;
            case TOO_FEW_UNITS, TOO_FEW_ARMS -> Reason.TOO_FEW_UNITS;
        };
        return new Fault(reason, String.valueOf(e.getMessage()), "look at the lists of the systems");
    }

    /** The number of a system; without an error where leaving out users does not move it, as for a catalogue wholly shown. */
    private Outcome level(Estimand estimand, Replicates of, DeleteGroupJackknife jackknife) {
        OptionalDouble error;
        Optional<Interval> interval;
        try {
            Contrast level = jackknife.level(of);
            Bounds bounds = level.interval(level());
            error = OptionalDouble.of(level.standardError());
            interval = Optional.of(
                    new Interval(bounds.lower(), bounds.upper(), level(), Coverage.POINTWISE, method(jackknife)));
        } catch (DegenerateDataException _) {
            error = OptionalDouble.empty();
            interval = Optional.empty();
        }
        return new Estimate(estimand, of.value(), error, interval, Optional.empty(), counted.length, "");
    }

    private static String method(DeleteGroupJackknife jackknife) {
        return "delete-a-group jackknife, " + jackknife.groups() + " groups";
    }

    private double level() {
        return spec.study().context().level();
    }

    private static Estimand level(MetricUse use, String system) {
        return new Estimand(
                "main",
                use.metric().name(),
                VALUE,
                Scale.LEVEL,
                system,
                "",
                "",
                Map.of(),
                use.metric().unit());
    }
}
