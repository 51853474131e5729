package covey.experiment.factorial;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Peeking;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study.Arm;
import covey.stats.design.factorial.CellWeights;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Daily looks at a main effect of a factorial A/A experiment, through its estimator and the monitor. */
class FactorialPeekingTest {
    private static final int DAYS = 14;
    private static final int PER_DAY = 15;
    private static final List<String> CELLS = List.of("a_old", "a_new", "b_old", "b_new");

    private static StudyBuilder study() {
        return new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .arms(
                        new Arm("a_old", "a", 0.25, true),
                        new Arm("a_new", "b", 0.25, false),
                        new Arm("b_old", "c", 0.25, false),
                        new Arm("b_new", "d", 0.25, false))
                .set("design", "type", "factorial")
                .set("design", "factors.ranker", List.of("a", "b"))
                .set("design", "factors.layout", List.of("old", "new"))
                .set("multiplicity", "primary", "none");
    }

    @Test
    void dailyLooksKeepTheErrorAndNaiveOnesDoNot() {
        Map<String, Double> errors = errors(Peeking.QUICK);
        assertThat(errors.get("naive")).isGreaterThan(0.15);
        Peeking.hold(errors, Peeking.QUICK, Peeking.Claim.EXACT);
    }

    @Tag("slow")
    @Test
    void dailyLooksKeepTheErrorSharply() {
        Map<String, Double> errors = errors(Peeking.SHARP);
        assertThat(errors.get("naive")).isGreaterThan(0.21);
        Peeking.hold(errors, Peeking.SHARP, Peeking.Claim.EXACT);
    }

    private static Map<String, Double> errors(int studies) {
        FactorialSpec spec = new FactorialExperiment().specify(study().study());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260303);
        return Peeking.errors(
                study(), s -> new FactorialExperiment().specify(s).experiment(), () -> looks(spec, random), studies);
    }

    private static List<Effect> looks(FactorialSpec spec, RandomGenerator random) {
        List<Effect> looks = new ArrayList<>();
        Moments[] blocks = new Moments[CELLS.size()];
        for (int day = 0; day < DAYS; day++) {
            DataBuilder data = new DataBuilder();
            for (int c = 0; c < blocks.length; c++) {
                double[] y = new double[PER_DAY + c];
                for (int i = 0; i < y.length; i++) {
                    y[i] = 10 + (1 + c) * random.nextGaussian();
                }
                Moments today = Moments.ofColumns(y);
                blocks[c] = day == 0 ? today : blocks[c].plus(today);
                data.units(CELLS.get(c), "2026-03-01", blocks[c].n()).block("m", CELLS.get(c), blocks[c]);
            }
            looks.add(effect(spec, data.data()));
        }
        return looks;
    }

    private static Effect effect(FactorialSpec spec, ExperimentData data) {
        ExperimentSpec experiment = spec.experiment();
        Looks looks = new Looks(
                new Monitor(experiment, data, spec.hypotheses()),
                experiment.metrics().getFirst(),
                experiment.level());
        return (Effect) new FactorialComparison(spec, data, looks).main(0, 1, CellWeights.EQUAL);
    }
}
