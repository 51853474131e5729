package covey.experiment.sequential;

import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Promise;
import covey.result.Coverage;
import covey.result.Test;
import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An effect day by day, read at all days at once: the bound of today's look is made for today alone, so a curve has the
 * asymptotic confidence sequence over its days, tuned at the units planned.
 */
public final class Curve {
    private static final Rule RULE = new Rule.Sequence(Rule.Sequence.Kind.ASYMPTOTIC);
    private static final String NAME = "asymptotic confidence sequence over all days";

    private final Path path;
    private final double level;
    private final double[] criticals;

    /**
     * @param standing where the effect stands today
     * @param days the effect on each day, in order
     */
    public Curve(Standing standing, List<Effect> days, double level) {
        List<Path.Point> points = new ArrayList<>();
        for (Effect day : days) {
            points.add(new Path.Point(
                    "day " + points.size(),
                    day.contrast().difference(),
                    day.contrast().standardError(),
                    deviate(day.test()),
                    (double) day.n(),
                    1));
        }
        this.path = new Path(points, Last.INTERIM, standing.path().plannedUnits());
        this.level = level;
        this.criticals = RULE.criticals(path, 1 - level);
    }

    /** What the interval of a day promises, counted from 0. */
    public Promise promise(int day) {
        double drawn = 1 - 2 * Normal.survival(Math.min(Standing.WIDEST, criticals[day]));
        return new Promise(level, drawn, Coverage.ANYTIME_VALID, ", " + NAME, test -> test(day, test));
    }

    /** The effect of a day with its anytime-valid test. */
    public Effect judged(int day, Effect effect) {
        return effect.withTest(test(day, effect.test()));
    }

    private Test test(int day, Test test) {
        double z = deviate(test);
        return new Test(
                NAME + " (" + test.name() + ")",
                z,
                OptionalDouble.empty(),
                RULE.pValue(path.until(day + 1), z),
                Optional.empty());
    }

    private static double deviate(Test test) {
        return Standing.deviate(test.pValue(), test.statistic());
    }
}
