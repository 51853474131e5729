package covey.experiment.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import covey.experiment.StudyBuilder;
import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Peeking;
import covey.experiment.spec.ExperimentReader;
import covey.stats.compare.Contrast;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looks at roll-outs without an effect at the end of every stage that has a number, through the estimator and the monitor.
 * What is drawn of a stage is the population's mean, normal with the covariance of units between stages: levels of units
 * that stay, and noise that a unit carries from stage to stage.
 */
class RolloutPeekingTest {
    private static final double[] SHARES = {0, 0.05, 0.1, 0.25, 0.5, 1};
    private static final int UNITS = 5_000;

    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.12", "2, 0.5, 0.08"})
    void looksKeepTheErrorAndNaiveOnesDoNot(int order, double lasting, double naive) {
        Map<String, Double> errors = errors(order, lasting, Peeking.QUICK);
        assertThat(errors.get("naive")).isGreaterThan(naive);
        Peeking.hold(errors, Peeking.QUICK, Peeking.Claim.CONSERVATIVE);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1, 0, 0.13", "1, 0.8, 0.13", "2, 0, 0.11", "2, 0.8, 0.11"})
    void looksKeepTheErrorSharply(int order, double lasting, double naive) {
        Map<String, Double> errors = errors(order, lasting, Peeking.SHARP);
        assertThat(errors.get("naive")).isGreaterThan(naive);
        Peeking.hold(errors, Peeking.SHARP, Peeking.Claim.CONSERVATIVE);
    }

    private static Map<String, Double> errors(int order, double lasting, int studies) {
        List<Map<String, Object>> stages = IntStream.range(0, SHARES.length)
                .mapToObj(t -> Map.<String, Object>of("at", "2026-03-%02d".formatted(1 + 2 * t), "share", SHARES[t]))
                .toList();
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", "staged_rollout")
                .set("design", "order", order)
                .set("design", "stages", stages);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260306);
        return Peeking.errors(
                study,
                s -> ExperimentReader.read(s, List.of("staged_rollout")),
                () -> looks(order, lasting, random),
                studies,
                List.of("obrien_fleming", "pocock"));
    }

    private static List<Effect> looks(int order, double lasting, RandomGenerator random) {
        int stages = SHARES.length;
        double[] mean = new double[stages];
        double[][] covariance = new double[stages][stages];
        double level = random.nextGaussian();
        double noise = 0;
        for (int t = 0; t < stages; t++) {
            noise = t == 0
                    ? random.nextGaussian()
                    : lasting * noise + Math.sqrt(1 - lasting * lasting) * random.nextGaussian();
            mean[t] = 10 + (level + noise) / Math.sqrt(UNITS);
            for (int u = 0; u < stages; u++) {
                covariance[t][u] = 1 + Math.pow(lasting, Math.abs(t - u));
            }
        }
        List<Effect> looks = new ArrayList<>();
        for (int seen = order + 1; seen <= stages; seen++) {
            int first = seen;
            Moments moments = Moments.ofPopulation(
                    UNITS,
                    Arrays.copyOf(mean, seen),
                    Arrays.stream(covariance)
                            .limit(seen)
                            .map(row -> Arrays.copyOf(row, first))
                            .toArray(double[][]::new));
            Contrast contrast = StagedRollout.of(
                            moments,
                            IntStream.range(0, seen).mapToObj(Column::of).toList(),
                            Arrays.copyOf(SHARES, seen))
                    .totalEffect(order);
            looks.add(Effect.plain(contrast, "t", UNITS));
        }
        return looks;
    }
}
