package covey.world.truth;

import covey.world.planted.Lever;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The true effects of an experiment, from what was added up for it. */
final class TrueEffects {
    /** A metric with everybody in control, and with everybody treated. */
    private record Pair(double control, double treated) {
        double effect(Truth.Scale scale) {
            return switch (scale) {
                case ABSOLUTE -> treated - control;
                case RELATIVE -> treated / control - 1;
                case LEVEL -> throw new IllegalArgumentException("a level is no effect");
            };
        }
    }

    /** Levels as played and as expected, with the variances of the two observed arms. */
    private record Levels(Pair played, Pair expected, double varianceControl, double varianceTreated) {
        /** Standard error of the difference of independent arms; of their ratio by the delta method. */
        double error(Truth.Scale scale) {
            double ratio = played.treated() / played.control();
            return switch (scale) {
                case ABSOLUTE -> Math.sqrt(varianceControl + varianceTreated);
                case RELATIVE -> Math.sqrt(varianceTreated + ratio * ratio * varianceControl) / played.control();
                case LEVEL -> throw new IllegalArgumentException("a level is no effect");
            };
        }
    }

    private record Place(Optional<String> segment, OptionalInt day) {
        static final Place ALL = new Place(Optional.empty(), OptionalInt.empty());
    }

    private final ExperimentTally tally;
    private final List<Truth.Effect> effects = new ArrayList<>();

    private TrueEffects(ExperimentTally tally) {
        this.tally = tally;
    }

    /**
     * All true effects: each measured metric over all users, metrics that nothing moves as zeros, and clicks by
     * community or by day where the experiment asks for it.
     */
    static List<Truth.Effect> of(ExperimentTally tally, List<String> communities) {
        TrueEffects result = new TrueEffects(tally);
        for (MeasuredMetric metric : MeasuredMetric.ALL) {
            result.add(metric.name(), Place.ALL, result.levels(tally.all, metric));
        }
        for (String metric : MeasuredMetric.UNMOVED) {
            result.zero(metric);
        }
        MeasuredMetric clicks = MeasuredMetric.ALL.getFirst();
        for (int c = 0; c < tally.communities.size(); c++) {
            Place place = new Place(Optional.of(communities.get(c)), OptionalInt.empty());
            result.add(clicks.name(), place, result.levels(tally.communities.get(c), clicks));
        }
        for (int day = 0; day < tally.days.size(); day++) {
            Place place = new Place(Optional.empty(), OptionalInt.of(day));
            result.add(clicks.name(), place, result.levels(tally.days.get(day), clicks));
        }
        return List.copyOf(result.effects);
    }

    private Levels levels(Sums sums, MeasuredMetric metric) {
        if (metric.cap().isPresent() && tally.moves(Lever.AMOUNT)) {
            return capped(tally.revenue, tally.revenue.quantile(metric.cap().getAsDouble()));
        }
        Pair played = new Pair(sums.level(BothOutcomes.CONTROL, metric), sums.level(BothOutcomes.TREATED, metric));
        Pair expected = new Pair(
                sums.level(BothOutcomes.EXPECTED_CONTROL, metric), sums.level(BothOutcomes.EXPECTED_TREATED, metric));
        // Without a lever on it the capped revenue is the same in both arms; its error is not added up.
        boolean unknown = metric.cap().isPresent();
        return new Levels(
                played,
                expected,
                unknown ? Double.NaN : sums.variance(0, metric),
                unknown ? Double.NaN : sums.variance(1, metric));
    }

    /** A cap has no expectation in closed form: the effect for exactly these users stands for both. */
    private static Levels capped(CappedTotals totals, double cap) {
        Pair played = new Pair(totals.mean(0, cap), totals.mean(1, cap));
        return new Levels(played, played, totals.variance(0, cap), totals.variance(1, cap));
    }

    /** Adds both scales; a level of zero users or events has no effect to speak of. */
    private void add(String metric, Place place, Levels levels) {
        if (!(levels.played().control() > 0) || !(levels.expected().control() > 0)) {
            return;
        }
        add(metric, Truth.Scale.ABSOLUTE, place, levels);
        add(metric, Truth.Scale.RELATIVE, place, levels);
    }

    private void add(String metric, Truth.Scale scale, Place place, Levels levels) {
        double error = levels.error(scale);
        effects.add(new Truth.Effect(
                metric,
                scale,
                rounded(levels.expected().effect(scale)),
                rounded(levels.played().effect(scale)),
                Double.isFinite(error) ? OptionalDouble.of(rounded(error)) : OptionalDouble.empty(),
                place.segment(),
                place.day()));
    }

    /** Without the last digits, which only tell in which order things were added. */
    private static double rounded(double value) {
        return Math.rint(value * 1e10) / 1e10;
    }

    private void zero(String metric) {
        for (Truth.Scale scale : List.of(Truth.Scale.ABSOLUTE, Truth.Scale.RELATIVE)) {
            effects.add(new Truth.Effect(
                    metric, scale, 0, 0, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty()));
        }
    }
}
