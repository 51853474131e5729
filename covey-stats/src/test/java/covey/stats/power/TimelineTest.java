package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final double[] ARRIVALS = {1000, 600, 400};
    private static final List<Outcome> BY_EXPOSURE = List.of(
            Outcome.ofMean(2, 5), Outcome.ofMean(4, 12), Outcome.ofMean(6, 20).correlated(0.5));

    @Test
    void aRunningMetricMixesExposureLengths() {
        Timeline timeline = Timeline.accumulating(ARRIVALS, BY_EXPOSURE);
        Outcome third = timeline.week(3).outcome();
        assertThat(timeline.week(3).units()).isEqualTo(2000);
        assertThat(third.baseline()).isCloseTo(0.5 * 6 + 0.3 * 4 + 0.2 * 2, within(1e-12));
        double second = 0.5 * (20 + 36) + 0.3 * (12 + 16) + 0.2 * (5 + 4);
        assertThat(third.variance()).isCloseTo(second - 4.6 * 4.6, within(1e-9));
        assertThat(third.variance() * third.explained()).isCloseTo(0.5 * 20 * 0.25, within(1e-9));
        assertThat(timeline.week(1).outcome()).isEqualTo(BY_EXPOSURE.get(0));
    }

    @Test
    void aMixtureOfProportionsIsAProportion() {
        Timeline timeline = Timeline.accumulating(
                ARRIVALS, List.of(Outcome.ofProportion(0.1), Outcome.ofProportion(0.2), Outcome.ofProportion(0.4)));
        Outcome third = timeline.week(3).outcome();
        assertThat(third.baseline()).isCloseTo(0.28, within(1e-12));
        assertThat(third.variance()).isCloseTo(0.28 * 0.72, within(1e-12));
    }

    @Test
    void aWindowCountsUnitsWhenItIsOver() {
        Timeline timeline = Timeline.windowed(ARRIVALS, Outcome.ofProportion(0.3), 2);
        assertThat(timeline.weeks().stream().map(Timeline.Week::units)).containsExactly(0.0, 1000.0, 1600.0);
        Demand demand = new Demand(timeline, Split.even(), Claim.difference(0.05));
        assertThat(demand.detectable(1, 0.8)).isEmpty();
        assertThat(demand.power(1, Effect.absolute(0.1))).isZero();
        assertThat(demand.detectable(2, 0.8).orElseThrow())
                .isGreaterThan(demand.detectable(3, 0.8).orElseThrow());
    }

    @Test
    void durationEndsWithTheHistoryUnlessItIsContinued() {
        Timeline timeline = Timeline.windowed(ARRIVALS, Outcome.ofProportion(0.3), 1);
        Demand demand = new Demand(timeline, Split.even(), Claim.difference(0.05));
        Effect large = Effect.relative(0.2);
        assertThat(demand.duration(large, 0.8)).contains(new Demand.Duration(3, Demand.Rests.ON_HISTORY));
        Effect small = Effect.relative(0.1);
        assertThat(demand.duration(small, 0.8)).isEmpty();
        assertThatThrownBy(() -> timeline.week(4))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("3 weeks");
        Demand continued = new Demand(timeline.continuedLinearly(), Split.even(), Claim.difference(0.05));
        double units = continued.after(3).units(0.03, 0.8).orElseThrow();
        int weeks = 3 + (int) Math.ceil((units - 2000) / 400);
        assertThat(continued.duration(small, 0.8)).contains(new Demand.Duration(weeks, Demand.Rests.ON_CONTINUATION));
    }

    @Test
    void aGuardrailCostsTheWeeksItNeedsBeyondThePlan() {
        Timeline timeline =
                Timeline.windowed(ARRIVALS, Outcome.ofMean(10, 40), 1).continuedLinearly();
        Claim guardrail = Claim.nonInferiority(0.025, 0.05, Scale.RELATIVE, Direction.INCREASE);
        Demand demand = new Demand(timeline, Split.even(), guardrail);
        int own = demand.duration(Effect.absolute(0), 0.8).orElseThrow().weeks();
        assertThat(own).isGreaterThan(3);
        assertThat(demand.weeksBeyond(2, 0.8)).hasValue(own - 2);
        assertThat(demand.weeksBeyond(50, 0.8)).hasValue(0);
        Demand withoutMargin = new Demand(timeline, Split.even(), guardrail.within(0));
        assertThat(withoutMargin.weeksBeyond(2, 0.8)).isEmpty();
    }

    @Test
    void brokenHistoriesAreRefused() {
        assertThatThrownBy(() -> Timeline.accumulating(new double[0], List.of()))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> Timeline.accumulating(ARRIVALS, BY_EXPOSURE.subList(0, 2)))
                .hasMessageContaining("3 weeks");
        assertThatThrownBy(() -> Timeline.windowed(new double[] {-1}, BY_EXPOSURE.get(0), 1))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Timeline.windowed(ARRIVALS, BY_EXPOSURE.get(0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
