package covey.stats.simulation;

import covey.stats.sequential.CuiHungWang;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.PromisingZone;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A second stage sized by what the first stage showed: the weighted test keeps its error, the plain one does not. */
class ReEstimationTest {

    private static final double ONE_SIDED = 1.6448536269514722;
    private static final double TWO_SIDED = 1.959963984540054;
    private static final double FIRST = 0.7;
    private static final PromisingZone EAGER = new PromisingZone(0.01, 0.5, 10);
    private static final CuiHungWang WEIGHTED = new CuiHungWang(FIRST);

    private record Study(InterimEstimate first, InterimEstimate last) {}

    /** Integrating over the first stage gives the plain test of .05 an error of .0599 under this rule. */
    @Test
    void theErrorIsKeptByPlannedWeightsOnly() {
        Coverage.of("weighted test", 91, random -> {
                    Study study = run(random, 0);
                    return WEIGHTED.statistic(study.first(), study.last(), 0) < ONE_SIDED;
                })
                .isNominal();
        Coverage plain =
                Coverage.of("plain test", 91, random -> run(random, 0).last().statistic(0) < ONE_SIDED);
        plain.isBetween(0.9401 - 0.0071, 0.9401 + 0.0071);
        plain.fallsBelow(0.9435);
    }

    @Test
    void theIntervalCoversAndTheEstimateIsMedianUnbiasedUnderAnEffect() {
        Coverage.of("weighted interval", 92, random -> {
                    Study study = run(random, 1.8);
                    return WEIGHTED.interval(study.first(), study.last(), TWO_SIDED)
                            .contains(1.8);
                })
                .isNominal();
        Coverage.of("weighted estimate above the truth", 93, random -> {
                    Study study = run(random, 1.8);
                    return WEIGHTED.combined(study.first(), study.last()).value() > 1.8;
                })
                .isBetween(0.485, 0.515);
    }

    /** Planned information 1, first look at .7 of it. */
    private static Study run(RandomGenerator random, double effect) {
        double score = SequentialErrorTest.step(random, FIRST, effect);
        var first = new InterimEstimate(score / FIRST, 1 / Math.sqrt(FIRST), 1);
        double total = EAGER.decide(first.statistic(0), FIRST, 1, ONE_SIDED).totalInformation();
        score += SequentialErrorTest.step(random, total - FIRST, effect);
        return new Study(first, new InterimEstimate(score / total, 1 / Math.sqrt(total), 1));
    }
}
