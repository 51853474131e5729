package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.method.Study.MetricUse;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Test;
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
import java.util.function.Supplier;
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

    /** The rows of one metric. */
    List<Outcome> rows(MetricUse use, Function<Lists, Collective> number) {
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
            return missing(use, reason(e), String.valueOf(e.getMessage()), "look at the lists of the systems");
        }
        List<Outcome> rows = new ArrayList<>();
        List<String> systems = spec.systems();
        for (int s = 0; s < systems.size(); s++) {
            Replicates of = replicates.get(s);
            Estimand level = estimand(use, VALUE, Scale.LEVEL, systems.get(s));
            rows.add(level(level, of, jackknife));
        }
        for (int s = 1; s < systems.size(); s++) {
            Replicates of = replicates.get(s);
            Supplier<Contrast> contrast = () -> jackknife.contrast(replicates.getFirst(), of);
            Estimand difference = estimand(use, ComparisonRows.PAIRED, Scale.DIFFERENCE, systems.get(s));
            rows.add(guarded(difference, () -> estimate(difference, contrast.get(), jackknife)));
            Estimand relative = estimand(use, ComparisonRows.PAIRED, Scale.RELATIVE_DIFFERENCE, systems.get(s));
            rows.add(guarded(relative, () -> relative(relative, contrast.get(), jackknife)));
        }
        return rows;
    }

    /** The rows of a metric that has no numbers. */
    List<Outcome> missing(MetricUse use, Reason reason, String message, String advice) {
        List<Outcome> rows = new ArrayList<>();
        for (String system : spec.systems()) {
            rows.add(new NotEstimable(estimand(use, VALUE, Scale.LEVEL, system), reason, message, advice));
        }
        for (String system : spec.systems().subList(1, spec.systems().size())) {
            for (Scale scale : List.of(Scale.DIFFERENCE, Scale.RELATIVE_DIFFERENCE)) {
                Estimand estimand = estimand(use, ComparisonRows.PAIRED, scale, system);
                rows.add(new NotEstimable(estimand, reason, message, advice));
            }
        }
        return rows;
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

    private static Outcome guarded(Estimand estimand, Supplier<Outcome> row) {
        try {
            return row.get();
        } catch (DegenerateDataException e) {
            return new NotEstimable(
                    estimand, reason(e), String.valueOf(e.getMessage()), "look at the lists of the systems");
        }
    }

    private static Reason reason(DegenerateDataException e) {
        return switch (e.reason()) {
            case ZERO_VARIANCE -> Reason.ZERO_VARIANCE;
            case ZERO_DENOMINATOR, WEAK_DENOMINATOR -> Reason.ZERO_DENOMINATOR;
            case ZERO_BASELINE -> Reason.ZERO_BASELINE;
            case TOO_FEW_UNITS, TOO_FEW_ARMS -> Reason.TOO_FEW_UNITS;
        };
    }

    /** The number of a system; without an error where leaving out users does not move it, as for a catalogue wholly shown. */
    private Outcome level(Estimand estimand, Replicates of, DeleteGroupJackknife jackknife) {
        try {
            return estimate(estimand, jackknife.level(of), jackknife);
        } catch (DegenerateDataException _) {
            return new Estimate(
                    estimand,
                    of.value(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    counted.length,
                    "");
        }
    }

    private Estimate estimate(Estimand estimand, Contrast contrast, DeleteGroupJackknife jackknife) {
        return row(
                estimand,
                contrast.difference(),
                OptionalDouble.of(contrast.standardError()),
                contrast.interval(level()),
                contrast,
                jackknife);
    }

    private Outcome relative(Estimand estimand, Contrast contrast, DeleteGroupJackknife jackknife) {
        Optional<Bounds> fieller = contrast.baseline() == 0 ? Optional.empty() : contrast.fieller(level());
        if (fieller.isEmpty()) {
            return new NotEstimable(
                    estimand,
                    Reason.ZERO_BASELINE,
                    "the baseline's value " + contrast.baseline() + " cannot be told from zero",
                    "read the difference");
        }
        return row(estimand, contrast.lift(), OptionalDouble.empty(), fieller.get(), contrast, jackknife);
    }

    private Estimate row(
            Estimand estimand,
            double value,
            OptionalDouble standardError,
            Bounds bounds,
            Contrast contrast,
            DeleteGroupJackknife jackknife) {
        String method = "delete-a-group jackknife, " + jackknife.groups() + " groups";
        String interval = estimand.scale() == Scale.RELATIVE_DIFFERENCE ? "Fieller, " + method : method;
        Optional<Test> test = estimand.scale() == Scale.LEVEL
                ? Optional.empty()
                : Optional.of(new Test(
                        method,
                        contrast.statistic(),
                        OptionalDouble.of(contrast.df()),
                        contrast.pValue(),
                        Optional.empty()));
        return new Estimate(
                estimand,
                value,
                standardError,
                Optional.of(new Interval(bounds.lower(), bounds.upper(), level(), Coverage.POINTWISE, interval)),
                test,
                counted.length,
                "");
    }

    private double level() {
        return spec.study().context().level();
    }

    private Estimand estimand(MetricUse use, String name, Scale scale, String system) {
        String reference = scale == Scale.LEVEL ? "" : spec.systems().getFirst();
        String unit = scale == Scale.RELATIVE_DIFFERENCE ? "" : use.metric().unit();
        return new Estimand("main", use.metric().name(), name, scale, system, reference, "", Map.of(), unit);
    }
}
