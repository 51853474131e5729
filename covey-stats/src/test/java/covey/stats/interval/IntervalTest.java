package covey.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.interval.OrderStatistic.Method;
import covey.stats.interval.OrderStatistic.Ranks;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.RatioMoments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 49, 50})
    void wilsonStaysInsideTheUnitIntervalAndMirrors(long successes) {
        Bounds bounds = Wilson.interval(new BinomialCount(successes, 50), 0.95);
        Bounds mirrored = Wilson.interval(new BinomialCount(50 - successes, 50), 0.95);
        assertThat(bounds.lower()).isBetween(0.0, successes / 50.0);
        assertThat(bounds.upper()).isBetween(successes / 50.0, 1.0);
        assertThat(bounds.width()).isPositive();
        assertThat(mirrored.lower()).isCloseTo(1 - bounds.upper(), within(1e-12));
    }

    @Test
    void newcombeFlipsWhenTheArmsSwap() {
        BinomialCount a = new BinomialCount(5, 56);
        BinomialCount b = new BinomialCount(0, 29);
        Bounds forth = Newcombe.interval(a, b, 0.95);
        assertThat(Newcombe.interval(b, a, 0.95).negate().lower()).isCloseTo(forth.lower(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 20, 101, 5000})
    void exactRanksCoverAtLeastTheLevel(int n) {
        for (double p : new double[] {0.1, 0.5, 0.77}) {
            for (double level : new double[] {0.5, 0.9, 0.95}) {
                OrderStatistic.ranks(n, p, level, Method.EXACT)
                        .ifPresent(ranks -> assertThat(ranks.coverage()).isGreaterThanOrEqualTo(level));
            }
        }
    }

    @Test
    void ranksOutsideTheSampleAreNoInterval() {
        assertThat(OrderStatistic.ranks(10, 0.99, 0.95, Method.EXACT)).isEmpty();
        assertThat(OrderStatistic.ranks(10, 0.99, 0.95, Method.NORMAL)).isEmpty();
        assertThat(OrderStatistic.ranks(0, 0.5, 0.95, Method.EXACT)).isEmpty();
    }

    @Test
    void exactAndNormalRanksMeetInLargeSamples() {
        Ranks exact = OrderStatistic.ranks(1_000_000, 0.9, 0.95, Method.EXACT).orElseThrow();
        Ranks normal = OrderStatistic.ranks(1_000_000, 0.9, 0.95, Method.NORMAL).orElseThrow();
        assertThat(Math.abs(exact.lower() - normal.lower())).isLessThanOrEqualTo(2);
        assertThat(Math.abs(exact.upper() - normal.upper())).isLessThanOrEqualTo(2);
        assertThat(OrderStatistic.ranks(5_000_000_000L, 0.9, 0.95, Method.NORMAL)
                        .orElseThrow()
                        .coverage())
                .isCloseTo(0.95, within(1e-4));
    }

    @Test
    void clusterSharesThatLeaveTheUnitIntervalAreNoInterval() {
        RatioMoments wide = new RatioMoments(10, 0.95, 0.01, 20);
        assertThat(ClusterQuantile.shares(wide, 0.95, 0.95)).isEmpty();
        assertThat(ClusterQuantile.shares(wide, 0.5, 0.95)).isPresent();
    }

    @Test
    void levelsAndBoundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Wilson.interval(new BinomialCount(1, 2), 95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("95.0");
        assertThatThrownBy(() -> new Bounds(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BinomialCount(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderStatistic.ranks(10, 1, 0.95, Method.EXACT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
