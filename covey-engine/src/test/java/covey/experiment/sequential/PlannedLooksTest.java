package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.experiment.StudyBuilder;
import covey.experiment.spec.ExperimentSpec;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.SequentialPower;
import covey.stats.power.Split;
import covey.stats.sequential.GroupSequentialBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedLooksTest {
    /** Units come early: a week brings half of what four do. */
    private static final double[] UNITS = {1000, 1682, 2180, 2546, 2802};

    private static final double[] DAYS = {3, 7, 14, 21, 28};

    /**
     * Power and expected units against 100,000 paths that stop by the judge's rules: efficacy from day 7, harm and futility
     * at any look. Three standard errors of either.
     */
    @ParameterizedTest
    @CsvSource({
        "group_sequential, pocock, none",
        "group_sequential, obrien_fleming, non_binding",
        "group_sequential, obrien_fleming, binding",
        "confidence_sequence, obrien_fleming, none",
        "msprt, obrien_fleming, none"
    })
    void powerAndUnitsAreThoseOfTheRun(String method, String spending, String futility) {
        ExperimentSpec spec = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .set("monitoring", "method", method)
                .set("monitoring", "spending", spending)
                .set("monitoring", "futility", futility)
                .plain();
        List<PlannedLooks.Look> looks = new ArrayList<>();
        for (int k = 0; k < UNITS.length; k++) {
            looks.add(new PlannedLooks.Look(DAYS[k] / 28, UNITS[k], Math.sqrt(4 / UNITS[k]), DAYS[k], 1));
        }
        PlannedLooks planned =
                PlannedLooks.of(spec, spec.metrics().getFirst(), 0.05, looks).orElseThrow();
        Comparison comparison = new Comparison(Outcome.ofMean(10, 1), Split.even(), Claim.difference(0.05));
        SequentialPower power = new SequentialPower(comparison, planned.bounds());
        double effect = 2.5 * Math.sqrt(4 / 2802.0);
        List<Double> entered = planned.units();
        double[] seen = simulate(planned.bounds().looks(), effect / Math.sqrt(4 / 2802.0));
        double promised = power.power(2802, effect);
        assertThat(promised).isCloseTo(seen[0], within(0.006));
        assertThat(power.expectedUnits(entered, effect)).isCloseTo(seen[1], within(8.0));
        // no stop for efficacy before the second look
        assertThat(planned.bounds().looks().getFirst().efficacy()).isInfinite();
        assertThat(seen[1]).isGreaterThan(futility.equals("none") ? 1682 : 1500);
    }

    private static double[] simulate(List<GroupSequentialBounds.Look> bounds, double drift) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(21);
        int repetitions = 100_000;
        double shown = 0;
        double units = 0;
        for (int r = 0; r < repetitions; r++) {
            double score = 0;
            double before = 0;
            for (int k = 0; k < UNITS.length; k++) {
                double step = (UNITS[k] - before) / 2802;
                before = UNITS[k];
                score += drift * step + random.nextGaussian() * Math.sqrt(step);
                double z = score / Math.sqrt(UNITS[k] / 2802);
                boolean up = z >= bounds.get(k).efficacy();
                if (up || z <= bounds.get(k).futility() || k == UNITS.length - 1) {
                    shown += up ? 1 : 0;
                    units += UNITS[k];
                    break;
                }
            }
        }
        return new double[] {shown / repetitions, units / repetitions};
    }
}
