package covey.experiment.sequential;

import covey.experiment.spec.ExperimentSpec;
import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.Arrays;

/** What looking costs: more units for the same power, or a false alarm when nothing is adjusted. */
public final class LookingCost {
    private static final double POWER = 0.8;

    private LookingCost() {}

    /** Share of units that the planned looks cost beyond a single look, at most and at a power of .8. */
    public static double moreUnits(ExperimentSpec spec, Path path) {
        double alpha = 1 - spec.level();
        Rule rule = Rule.of(spec.monitoring(), spec.monitoring().method());
        return switch (rule) {
            case Rule.Fixed fixed -> 0;
            case Rule.GroupSequential g ->
                GroupSequentialDesign.of(alpha, Alternative.TWO_SIDED, g.spending())
                                .finalBounds(Monitor.planned(spec))
                                .inflation(POWER)
                        - 1;
            case Rule.AnyDependence a -> {
                double[] criticals = a.criticals(Monitor.planned(spec), Last.FINAL, alpha);
                double ratio = criticals[criticals.length - 1] / -Normal.quantile(alpha / 2);
                yield ratio * ratio - 1;
            }
            case Rule.Sequence s -> {
                // width of the interval at the planned units against that of a single look
                double critical = s.critical(atPlan(path), alpha);
                double ratio = critical / -Normal.quantile(alpha / 2);
                yield ratio * ratio - 1;
            }
        };
    }

    private static Path atPlan(Path path) {
        Path.Point first = path.points().getFirst();
        double growth = path.plannedUnits() / first.units();
        Path.Point planned = new Path.Point(
                "plan", first.estimate(), first.standardError() / Math.sqrt(growth), 0, path.plannedUnits(), 1);
        return new Path(java.util.List.of(first, planned), Last.FINAL, path.plannedUnits());
    }

    /** Chance of a false alarm when each look of a path is judged as if it were the only one. */
    public static double naiveError(Path path, double alpha) {
        double[] information = path.information();
        if (path.last() == Last.INTERIM) {
            // the look at the end is still to come
            information = Arrays.copyOf(information, information.length + 1);
            double now = information[information.length - 2];
            information[information.length - 1] =
                    now / Math.min(0.999, path.latest().clock());
        }
        double last = information[information.length - 1];
        double[] fractions = new double[information.length];
        int kept = 0;
        for (double i : information) {
            double fraction = i / last;
            if (kept == 0 || fraction > fractions[kept - 1]) {
                fractions[kept] = fraction;
                kept++;
            }
        }
        double[] critical = new double[kept];
        Arrays.fill(critical, -Normal.quantile(alpha / 2));
        return GroupSequentialBounds.ofCritical(Alternative.TWO_SIDED, alpha, Arrays.copyOf(fractions, kept), critical)
                .crossing(0)
                .rejection();
    }
}
