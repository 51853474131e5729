package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Two arms of three, with an effect of 0 in one stratum and 2 in the other: strata weighted by the units of all arms, and
 * the third arm's units counted in the error of the weights.
 */
class ThreeArmStrataCoverageTest {
    private static final int UNITS = 60;
    private static final double TRUTH = 2 * 0.4;

    private static List<Stratum> study(RandomGenerator random) {
        MomentAccumulator[][] blocks = new MomentAccumulator[3][2];
        for (MomentAccumulator[] arm : blocks) {
            arm[0] = new MomentAccumulator(1);
            arm[1] = new MomentAccumulator(1);
        }
        for (int i = 0; i < 3 * UNITS; i++) {
            int arm = i % 3;
            int k = random.nextDouble() < 0.4 ? 1 : 0;
            blocks[arm][k].add(3 * k + (arm == 1 ? 2 * k : 0) + 0.5 * random.nextGaussian());
        }
        List<Stratum> strata = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            Moments other = blocks[2][k].moments();
            strata.add(new Stratum(blocks[0][k].moments(), blocks[1][k].moments(), other.n()));
        }
        return strata;
    }

    private static boolean covers(Contrast contrast) {
        Bounds bounds = contrast.interval(0.95);
        return bounds.lower() <= TRUTH && TRUTH <= bounds.upper();
    }

    @Test
    void allArmsWeightTheStrata() {
        double[] errors = new double[2];
        Coverage.of("three arms", 61, random -> {
                    List<Stratum> strata = study(random);
                    Contrast all = PostStratification.contrast(strata, Column.of(0));
                    Contrast two = PostStratification.contrast(
                            strata.stream()
                                    .map(s -> new Stratum(s.control(), s.treatment()))
                                    .toList(),
                            Column.of(0));
                    errors[0] += all.variance();
                    errors[1] += two.variance();
                    return covers(all);
                })
                .isNominal();
        // the strata's shares are a third better known
        assertThat(errors[0]).isLessThan(0.9 * errors[1]);
        Coverage.of("the weights taken for known", 61, random -> {
                    List<Stratum> strata = study(random);
                    Contrast all = PostStratification.contrast(strata, Column.of(0));
                    double n = strata.stream().mapToLong(Stratum::n).sum();
                    double share = strata.get(1).n() / n;
                    double known = all.variance() - 4 * share * (1 - share) / n;
                    return Math.abs(all.difference() - TRUTH) <= 1.96 * Math.sqrt(known);
                })
                .fallsBelow(0.90);
    }
}
