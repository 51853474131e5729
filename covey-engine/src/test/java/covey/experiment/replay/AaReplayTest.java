package covey.experiment.replay;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.result.Estimate;
import covey.result.Severity;
import covey.stats.moment.Moments;
import covey.stats.power.ReplayCheck;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** A ratio whose denominator differs from unit to unit: by units the analysis holds its promise, by events it does not. */
class AaReplayTest {
    private static final int BUCKETS = 1000;
    private static final int REPLAYS = 400;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Four users a bucket; each has its own rate of clicks and its own number of impressions. */
    private static double[][] users(RandomGenerator random) {
        double[][] users = new double[4 * BUCKETS][2];
        for (double[] user : users) {
            double rate = Math.pow(random.nextDouble(), 3);
            user[1] = 1 + Math.floor(Math.exp(2 + random.nextGaussian()));
            for (int i = 0; i < user[1]; i++) {
                user[0] += random.nextDouble() < rate ? 1 : 0;
            }
        }
        return users;
    }

    @Test
    void byUnitsPValuesAreUniformAndIntervalsCover() {
        double[][] users = users(random(3));
        DataBuilder data = new DataBuilder();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            String arm = String.format(java.util.Locale.ROOT, "%03x", bucket);
            data.units(arm, "2026-02-14", 4);
            double[][] rows = java.util.Arrays.copyOfRange(users, 4 * bucket, 4 * bucket + 4);
            data.block("ctr", new Cell(arm, "2026-02-14", "", "", false, Moments.ofRows(rows)));
        }
        PlanSpec spec = new AaReplay()
                .specify(new StudyBuilder()
                        .asOf("2026-02-28T00:00:00Z")
                        .set("analysis", "adjustment", "none")
                        .primary(StudyBuilder.ratio("ctr"))
                        .study());
        ExperimentData built = data.data();
        Findings findings = new AaReplay().times(REPLAYS).estimate(spec, built, random(5));
        Estimate coverage = (Estimate) findings.outcomes().getFirst();
        assertThat(coverage.value()).isBetween(0.91, 0.98);
        assertThat(findings.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.PASS));
        assertThat(new AaReplay()
                        .times(REPLAYS)
                        .estimate(spec, built, random(5))
                        .outcomes())
                .isEqualTo(findings.outcomes());
    }

    @Test
    void byEventsTheSameSplitsReject() {
        double[][] users = users(random(3));
        RandomGenerator random = random(5);
        double[] pValues = new double[REPLAYS];
        int covered = 0;
        for (int r = 0; r < REPLAYS; r++) {
            double[] sums = new double[4];
            for (double[] user : users) {
                int arm = random.nextBoolean() ? 2 : 0;
                sums[arm] += user[0];
                sums[arm + 1] += user[1];
            }
            double c = sums[0] / sums[1];
            double t = sums[2] / sums[3];
            double z = (t - c) / Math.sqrt(c * (1 - c) / sums[1] + t * (1 - t) / sums[3]);
            pValues[r] = 2 * covey.stats.distribution.Normal.cdf(-Math.abs(z));
            covered += pValues[r] > 0.05 ? 1 : 0;
        }
        ReplayCheck check = ReplayCheck.of(pValues, covered, 0.95);
        assertThat(check.passes()).isFalse();
        assertThat(check.coverage()).isLessThan(0.8);
    }

    @Test
    void aMetricThatNobodyHadTheTimeForBlamesTheHistoryAndNoArm() {
        PlanSpec spec = new AaReplay()
                .specify(new StudyBuilder()
                        .asOf("2026-02-28T00:00:00Z")
                        .set("analysis", "adjustment", "none")
                        .primary(StudyBuilder.retention("back"))
                        .study());
        DataBuilder data = new DataBuilder().units("000", "2026-02-14", 4).block("back", "000", Moments.empty(1));
        Findings findings = new AaReplay().times(20).estimate(spec, data.data(), random(1));
        covey.result.NotEstimable missing =
                (covey.result.NotEstimable) findings.outcomes().getFirst();
        assertThat(missing.message())
                .contains("none had the time its window asks for")
                .doesNotContain("Arm");
        assertThat(missing.advice()).contains("design.history.start");
    }

    @Test
    void aQuantileIsNotReplayedAndSaysWhy() {
        PlanSpec spec = new AaReplay()
                .specify(new StudyBuilder()
                        .asOf("2026-02-28T00:00:00Z")
                        .primary(StudyBuilder.quantile("latency", covey.metric.Measure.Quantile.Over.UNIT))
                        .study());
        Findings findings = new AaReplay().times(20).estimate(spec, new DataBuilder().data(), random(1));
        assertThat(findings.outcomes()).hasSize(1);
        assertThat(List.copyOf(findings.outcomes()).getFirst()).isInstanceOf(covey.result.NotEstimable.class);
    }
}
