package covey.experiment.draw;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.method.Artifact;
import covey.method.Findings;
import covey.stats.compare.Contrast;
import covey.stats.compare.Lin;
import covey.stats.compare.MeanDifference;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** A thousand studies of sixty units, one assignment in twenty accepted on a covariate that explains four fifths. */
class RerandomizedDrawTest {
    private static final int STUDIES = 1000;
    private static final int UNITS = 60;
    private static final double EFFECT = 0.3;

    /** The chi-squared quantile of .05 on one degree of freedom. */
    private static final double THRESHOLD = 0.00393214;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(2027);

    private static DrawSpec spec(String salt) {
        return new RerandomizedDraw()
                .specify(new StudyBuilder()
                        .primary(StudyBuilder.mean("clicks"))
                        .set("design", "salt", salt)
                        .set("design", "randomize.rerandomize.covariates", List.of("history"))
                        .set("design", "randomize.rerandomize.accept", 0.05)
                        .study());
    }

    private static ExperimentData standing(double... covariate) {
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < covariate.length; i++) {
            Moments one = Moments.ofPopulation(1, new double[] {0, covariate[i]}, new double[2][2]);
            cells.add(new GroupCell("history", String.format(Locale.ROOT, "u%02d", i), "", one));
        }
        ExperimentData rest = new DataBuilder().data();
        return new ExperimentData(
                rest.exposures(),
                List.of(),
                List.of(),
                rest.failures(),
                rest.freshness(),
                rest.looks(),
                new Groups(List.of(), List.of(new GroupCells(Roster.CARRIER, cells)), 0));
    }

    private static Artifact assignment(DrawSpec spec, ExperimentData data) {
        Findings findings = new RerandomizedDraw()
                .estimate(
                        spec,
                        data,
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        assertThat(findings.artifacts()).extracting(Artifact::name).containsExactly("assignment", "covariates");
        return findings.artifacts().getFirst();
    }

    @Test
    void adjustedByWhatArmsWereBalancedOnIntervalsCoverAndPlainOnesAreTooWide() {
        int adjusted = 0;
        int plain = 0;
        double widths = 0;
        for (int study = 0; study < STUDIES; study++) {
            double[] x = random.doubles(UNITS).map(_ -> random.nextGaussian()).toArray();
            Artifact drawn = assignment(spec("salt" + study), standing(x));
            MomentAccumulator control = new MomentAccumulator(2);
            MomentAccumulator treatment = new MomentAccumulator(2);
            for (int i = 0; i < UNITS; i++) {
                boolean treated = drawn.rows().get(i).get(1).equals("treatment");
                (treated ? treatment : control).add(x[i] + (treated ? EFFECT : 0) + 0.5 * random.nextGaussian(), x[i]);
            }
            Moments c = control.moments();
            Moments t = treatment.moments();
            assertThat(c.n()).isEqualTo(UNITS / 2);
            Moments both = c.plus(t);
            double gap = t.mean(1) - c.mean(1);
            // M = n p (1 - p) gap² / s²
            assertThat(UNITS / 4.0 * gap * gap / both.covariance(1, 1)).isLessThanOrEqualTo(THRESHOLD);
            Contrast lin = Lin.contrast(c, t, both, Column.of(0), List.of(Column.of(1)));
            Contrast difference = MeanDifference.contrast(c, t, 0);
            adjusted += lin.interval(0.95).contains(EFFECT) ? 1 : 0;
            plain += difference.interval(0.95).contains(EFFECT) ? 1 : 0;
            widths += difference.standardError() / lin.standardError() / STUDIES;
        }
        // a coverage of .95 in a thousand studies has a standard error of .0069
        assertThat((double) adjusted / STUDIES).isBetween(0.93, 0.97);
        assertThat((double) plain / STUDIES).isGreaterThan(0.99);
        // sqrt(1.25 / .25) = 2.24 without the loss of a degree of freedom an arm
        assertThat(widths).isBetween(2.0, 2.4);
    }

    @Test
    void theSaltDecides() {
        double[] x = random.doubles(UNITS).map(_ -> random.nextGaussian()).toArray();
        assertThat(assignment(spec("a"), standing(x))).isEqualTo(assignment(spec("a"), standing(x)));
        assertThat(assignment(spec("a"), standing(x))).isNotEqualTo(assignment(spec("b"), standing(x)));
    }
}
