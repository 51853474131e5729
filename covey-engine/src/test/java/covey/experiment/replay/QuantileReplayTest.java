package covey.experiment.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.BucketValue;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.metric.Measure;
import covey.result.Estimate;
import covey.result.Severity;
import covey.stats.distribution.Normal;
import covey.stats.power.ReplayCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A median over units and over events of units that differ: by units the analysis holds its promise, by events it does not. */
class QuantileReplayTest {
    private static final int BUCKETS = 600;
    private static final int REPLAYS = 500;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** A unit a bucket: one value, or eight events about a level of its own. */
    private static List<BucketValue> values(Measure.Quantile.Over over) {
        RandomGenerator random = random(71);
        List<BucketValue> values = new ArrayList<>();
        for (int unit = 0; unit < BUCKETS; unit++) {
            double level = 2 * random.nextGaussian();
            if (over == Measure.Quantile.Over.UNIT) {
                values.add(new BucketValue("b" + unit, 0, level, 1));
            } else {
                for (int i = 0; i < 8; i++) {
                    values.add(new BucketValue("b" + unit, 1, level + random.nextGaussian(), 1));
                }
            }
        }
        return values;
    }

    private static ExperimentData data(List<BucketValue> values) {
        DataBuilder built = new DataBuilder();
        for (int unit = 0; unit < BUCKETS; unit++) {
            built.units("b" + unit, "2026-02-14", 1);
        }
        ExperimentData d = built.data();
        QuantileCells cells = new QuantileCells("latency", 0.5, List.of(), DataBuilder.WHOLE, values, List.of());
        return new ExperimentData(
                d.exposures(), d.metrics(), List.of(cells), d.failures(), d.freshness(), d.looks(), d.groups());
    }

    private static PlanSpec spec(Measure.Quantile.Over over) {
        return new AaReplay()
                .specify(new StudyBuilder()
                        .asOf("2026-02-28T00:00:00Z")
                        .primary(StudyBuilder.quantile("latency", over))
                        .study());
    }

    @ParameterizedTest
    @EnumSource(Measure.Quantile.Over.class)
    void quantilesAreReplayedFromTheirValues(Measure.Quantile.Over over) {
        Findings findings = new AaReplay().times(REPLAYS).estimate(spec(over), data(values(over)), random(72));
        Estimate coverage = (Estimate) findings.outcomes().getFirst();
        assertThat(coverage.n()).isEqualTo(BUCKETS);
        assertThat(coverage.value()).isBetween(0.91, 0.985);
        assertThat(findings.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).as(d.message()).isEqualTo(Severity.PASS));
    }

    /** Events taken for independent: a median's error by n events instead of by units. */
    @Test
    void byEventsTheSameSplitsReject() {
        List<BucketValue> values = values(Measure.Quantile.Over.EVENT);
        HashedValues history = new HashedValues(
                new QuantileCells("latency", 0.5, List.of(), DataBuilder.WHOLE, values, List.of()), 0.95);
        PlanSpec spec = spec(Measure.Quantile.Over.EVENT);
        Deal deal = Deal.ofAll(spec.experiment().arms());
        List<String> buckets =
                values.stream().map(BucketValue::bucket).distinct().toList();
        RandomGenerator random = random(72);
        double[] pValues = new double[REPLAYS];
        int covered = 0;
        for (int r = 0; r < REPLAYS; r++) {
            Map<String, QuantileCell> arms = history.arms(deal.among(buckets, random));
            QuantileCell c = arms.get("control");
            QuantileCell t = arms.get("treatment");
            // density at the median of N(0, 5)
            double density = 1 / Math.sqrt(2 * Math.PI * 5);
            double error = Math.sqrt(0.25 / c.events() + 0.25 / t.events()) / density;
            pValues[r] = 2 * Normal.cdf(-Math.abs(t.value() - c.value()) / error);
            covered += pValues[r] > 0.05 ? 1 : 0;
        }
        assertThat(ReplayCheck.of(pValues, covered, 0.95).covers()).isFalse();
    }

    /** Order statistics as the warehouse picks them: the smallest value with enough values at or below it. */
    @Test
    void orderStatisticsAreThoseOfAHandCount() {
        List<BucketValue> values = List.of(
                new BucketValue("a", 0, 1, 2),
                new BucketValue("a", 0, 3, 1),
                new BucketValue("b", 0, 2, 3),
                new BucketValue("c", 0, 9, 7),
                new BucketValue("d", 0, 5, 4));
        HashedValues history =
                new HashedValues(new QuantileCells("m", 0.5, List.of(), DataBuilder.WHOLE, values, List.of()), 0.95);
        assertThat(history.units()).isEqualTo(17);
        Map<String, String> split = new TreeMap<>(Map.of("a", "x", "b", "x", "d", "x", "c", "y"));
        QuantileCell x = history.arms(split).get("x");
        // 1 1 2 2 2 3 5 5 5 5: the fifth is 2, ranks 5 -+ 1.96 sqrt(10)/2 give 1 and 10
        assertThat(x.units()).isEqualTo(10);
        assertThat(x.value()).isEqualTo(2);
        assertThat(x.lower()).isEqualTo(1);
        assertThat(x.upper()).isEqualTo(5);
        assertThat(x.lowerFraction()).isCloseTo(0.1, within(1e-12));
        assertThat(x.upperFraction()).isCloseTo(1.0, within(1e-12));
    }
}
