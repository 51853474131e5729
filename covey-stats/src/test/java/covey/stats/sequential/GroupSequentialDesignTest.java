package covey.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.SpendingFunction.HwangShihDeCani;
import covey.stats.sequential.SpendingFunction.KimDeMets;
import covey.stats.sequential.SpendingFunction.LanDeMetsOBrienFleming;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSequentialDesignTest {

    private static final GroupSequentialDesign TWO_SIDED =
            GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsOBrienFleming());
    private static final GroupSequentialDesign GREATER =
            GroupSequentialDesign.of(0.025, Alternative.GREATER, new LanDeMetsPocock());

    /** Whatever the looks, the error of the whole test is α, and earlier bounds do not depend on later looks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void spendsAlphaAtAnyLooks(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] looks = DoubleStream.concat(random.doubles(1 + random.nextInt(40), 0.01, 0.99), DoubleStream.of(1))
                .sorted()
                .toArray();
        var functions = List.of(
                new LanDeMetsOBrienFleming(),
                new LanDeMetsPocock(),
                new HwangShihDeCani(random.nextDouble(-6, 3)),
                new KimDeMets(random.nextDouble(0.5, 4)));
        var function = functions.get(random.nextInt(4));
        for (Alternative side : List.of(Alternative.TWO_SIDED, Alternative.LESS)) {
            var design = GroupSequentialDesign.of(random.nextDouble(0.001, 0.2), side, function);
            var bounds = design.bounds(looks);
            assertThat(bounds.crossing(0).rejection()).isCloseTo(design.alpha(), within(1e-9));
            var prefix = design.bounds(Arrays.copyOf(looks, (looks.length + 1) / 2));
            for (int k = 0; k < prefix.looks().size(); k++) {
                assertThat(prefix.looks().get(k).efficacy())
                        .isCloseTo(bounds.looks().get(k).efficacy(), within(1e-9));
            }
        }
    }

    @Test
    void oneLookIsTheFixedTest() {
        assertThat(TWO_SIDED.bounds(1).looks().getFirst().efficacy()).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(TWO_SIDED.bounds(1).inflation(0.8)).isCloseTo(1, within(1e-4));
        assertThat(GREATER.bounds(1).inflation(0.8)).isCloseTo(1, within(1e-9));
    }

    /** At .2 % of the information O'Brien-Fleming would spend 1e-548: the bound is infinite and nothing is lost. */
    @Test
    void spendingTooSmallToCountIsCarriedOver() {
        var bounds = TWO_SIDED.bounds(0.002, 0.02, 0.5, 1);
        assertThat(bounds.looks().get(0).efficacy()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bounds.looks().get(1).efficacy()).isBetween(15.0, 21.0);
        assertThat(bounds.crossing(0).rejection()).isCloseTo(0.05, within(1e-10));
    }

    @Test
    void aLookWithoutNewInformationDecidesNothing() {
        var bounds = TWO_SIDED.bounds(0.3, 0.30005, 0.28, 0.6, 1);
        assertThat(bounds.looks().get(1).efficacy()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bounds.looks().get(2).efficacy()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bounds.looks().get(3).efficacy())
                .isEqualTo(TWO_SIDED.bounds(0.3, 0.6).looks().getLast().efficacy());
        assertThat(bounds.looks().get(2).spent())
                .isEqualTo(bounds.looks().get(0).spent());
    }

    @Test
    void dailyLooksForTwoYearsStayExact() {
        double[] looks =
                DoubleStream.iterate(1, k -> k + 1).limit(730).map(k -> k / 730).toArray();
        assertThat(GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsPocock())
                        .bounds(looks)
                        .crossing(0)
                        .rejection())
                .isCloseTo(0.05, within(1e-9));
    }

    /** Past the planned information nothing is left; a last look spends whatever is left at its actual information. */
    @Test
    void looksBeyondThePlanAndLastLooksShortOfIt() {
        assertThat(TWO_SIDED.bounds(0.5, 1, 1.1).looks().getLast().efficacy()).isEqualTo(Double.POSITIVE_INFINITY);
        for (double last : new double[] {0.7, 1, 1.3}) {
            assertThat(TWO_SIDED.finalBounds(0.3, 0.5, last).crossing(0).rejection())
                    .isCloseTo(0.05, within(1e-9));
        }
        assertThat(TWO_SIDED.finalBounds(0.3, 0.5, 0.7).looks().getLast().efficacy())
                .isLessThan(TWO_SIDED.bounds(0.3, 0.5, 0.7).looks().getLast().efficacy());
    }

    @Test
    void bindingFutilityNeedsToBeObeyedAndNonBindingDoesNot() {
        double[] looks = {0.25, 0.5, 0.75, 1};
        for (Futility.Kind kind : Futility.Kind.values()) {
            var shape = new Futility(0.2, new LanDeMetsPocock(), 3, kind);
            double drift = GroupSequentialDesign.driftWithFutility(GREATER, shape, looks);
            var bounds = GREATER.with(new Futility(0.2, new LanDeMetsPocock(), drift, kind))
                    .finalBounds(looks);
            assertThat(bounds.power(drift)).isCloseTo(0.8, within(1e-9));
            double[] efficacy = bounds.looks().stream()
                    .mapToDouble(GroupSequentialBounds.Look::efficacy)
                    .toArray();
            double ignored = GroupSequentialBounds.ofCritical(Alternative.GREATER, 0.025, looks, efficacy)
                    .crossing(0)
                    .rejection();
            if (kind == Futility.Kind.BINDING) {
                assertThat(bounds.crossing(0).rejection()).isCloseTo(0.025, within(1e-9));
                assertThat(ignored).isGreaterThan(0.0255);
            } else {
                assertThat(bounds.crossing(0).rejection()).isLessThan(0.025);
                assertThat(ignored).isCloseTo(0.025, within(1e-9));
            }
            assertThat(bounds.crossing(0).futility()).isGreaterThan(0.5);
            assertThat(bounds.looks().getLast().futilitySpent()).isCloseTo(0.2, within(1e-9));
        }
    }

    @Test
    void conditionalPowerOfOneLookToComeIsTheClosedForm() {
        var bounds = GREATER.bounds(0.4, 1);
        double c = bounds.looks().getLast().efficacy();
        var power = new ConditionalPower(bounds, 0, 1.3);
        double score = 1.3 * Math.sqrt(0.4);
        assertThat(power.under(2.5))
                .isCloseTo(Normal.survival((c - score - 2.5 * 0.6) / Math.sqrt(0.6)), within(1e-12));
        assertThat(power.underTrend()).isCloseTo(power.under(1.3 / Math.sqrt(0.4)), within(1e-14));
        assertThat(power.predictive())
                .isCloseTo(Normal.survival((c - score / 0.4) / Math.sqrt(0.6 / 0.4)), within(1e-9));
        assertThat(power.predictive(2.5, 1e-6)).isCloseTo(power.under(2.5), within(1e-9));
        assertThatThrownBy(() -> new ConditionalPower(bounds, 1, 1.3)).hasMessageContaining("no look to come");
    }

    /** Averaged over what the first look may show, conditional power is power. */
    @Test
    void conditionalPowerAveragesToPower() {
        var bounds = TWO_SIDED.bounds(0.3, 0.6, 0.8, 1);
        double bound = bounds.looks().getFirst().efficacy();
        double[] z = GaussLegendre.nodes(-bound, bound, 6);
        double drift = 2;
        double power = bounds.crossing(drift).efficacy().getFirst();
        for (int i = 0; i < z.length; i++) {
            power += GaussLegendre.weight(i, bound / 6)
                    * Normal.density(z[i] - drift * Math.sqrt(0.3))
                    * new ConditionalPower(bounds, 0, z[i]).under(drift);
        }
        assertThat(power).isCloseTo(bounds.power(drift), within(1e-9));
    }

    @Test
    void informationMonitoringCountsUnitsForTheSameInformation() {
        double drift = TWO_SIDED.bounds(0.5, 1).driftForPower(0.9);
        var plan = InformationMonitoring.forEffect(drift, 0.02);
        double units = plan.blindedUnits(0.25, 0.5);
        double se = Math.sqrt(0.25 * 2 / (units / 2));
        assertThat(new InterimEstimate(0, se, units).information())
                .isCloseTo(plan.maximumInformation(), within(1e-6 * plan.maximumInformation()));
        var look = new InterimEstimate(0.01, 2 * se, 1000);
        assertThat(plan.fraction(look)).isCloseTo(0.25, within(1e-9));
        assertThat(plan.unitsFrom(look)).isCloseTo(4000, within(1e-6));
    }

    @Test
    void promisingZoneAddsOnlyWhereMoreHelps() {
        var zone = new PromisingZone(0.3, 0.9, 2);
        assertThat(zone.decide(0.2, 50, 100, 1.96).zone()).isEqualTo(PromisingZone.Zone.UNFAVOURABLE);
        assertThat(zone.decide(2.5, 50, 100, 1.96).zone()).isEqualTo(PromisingZone.Zone.FAVOURABLE);
        var more = zone.decide(1.7, 50, 100, 1.96);
        assertThat(more.zone()).isEqualTo(PromisingZone.Zone.PROMISING);
        double effect = 1.7 / Math.sqrt(50);
        double needed = (1.96 - 1.7 * Math.sqrt(0.5)) / Math.sqrt(0.5);
        assertThat(Normal.survival(needed - effect * Math.sqrt(more.totalInformation() - 50)))
                .isCloseTo(0.9, within(1e-12));
        assertThat(zone.decide(1.4, 50, 100, 1.96).totalInformation()).isEqualTo(200);
    }

    @Test
    void nothingIsDecidedAfterABindingFutilityBoundHasMetTheEfficacyBound() {
        var rule = new Futility(0.2, new LanDeMetsPocock(), 30, Futility.Kind.BINDING);
        var looks = GREATER.with(rule).bounds(0.5, 0.7, 1).looks();
        assertThat(looks.get(0).futility()).isEqualTo(looks.get(0).efficacy());
        assertThat(looks.get(1).efficacy()).isInfinite();
        assertThat(looks.get(2).efficacy()).isInfinite();
    }

    @Test
    void impossibleInputsAreRefusedByName() {
        assertThatThrownBy(() -> TWO_SIDED.bounds(0.5, -1)).hasMessageContaining("look 2");
        assertThatThrownBy(() -> TWO_SIDED.with(new Futility(0.2, new LanDeMetsPocock(), 3, Futility.Kind.BINDING)))
                .hasMessageContaining("one-sided");
        assertThatThrownBy(() -> new KimDeMets(0)).hasMessageContaining("rho");
        assertThatThrownBy(() -> new HwangShihDeCani(Double.NaN)).hasMessageContaining("gamma");
        assertThatThrownBy(() -> GroupSequentialDesign.of(0.6, Alternative.GREATER, new LanDeMetsPocock()))
                .hasMessageContaining("0.6");
        assertThatThrownBy(() -> GroupSequentialBounds.ofCritical(
                        Alternative.GREATER, 0.05, new double[] {0.5, 0.4}, new double[] {2, 2}))
                .hasMessageContaining("look 2");
        assertThatThrownBy(() -> GroupSequentialBounds.ofCritical(
                        Alternative.GREATER, 0.05, new double[] {0.5, 1}, new double[] {2, Double.NaN}))
                .hasMessageContaining("look 2");
        assertThatThrownBy(() -> TWO_SIDED.bounds(0.5, 1).crossing(Double.POSITIVE_INFINITY))
                .hasMessageContaining("drift");
    }

    /** Whatever releases the error, without an effect no more than that is ever spent; information alone ties looks. */
    @Test
    void anotherClockSpendsWhatItReleasesAndNoMore() {
        double[] information = {40, 55, 300, 310.5, 900};
        double[] clock = {0.2, 0.4, 0.6, 0.8, 1};
        GroupSequentialDesign design =
                GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming());
        GroupSequentialBounds bounds = design.bounds(information, clock, GroupSequentialDesign.Last.FINAL);
        assertThat(bounds.crossing(0).rejection()).isCloseTo(0.05, within(1e-8));
        // up to the third look: the error that the function releases by a clock of .6
        double released = 2 * design.spending().spent(0.025, 0.6);
        assertThat(bounds.looks().get(2).spent()).isCloseTo(released, within(1e-12));
        // by its own fractions it is the design by information
        double[] fractions = {0.1, 0.3, 0.7, 1};
        assertThat(design.bounds(fractions, fractions, GroupSequentialDesign.Last.INTERIM)
                        .looks())
                .isEqualTo(design.bounds(fractions).looks());
    }

    /**
     * A last look that adds nothing spends what is left: .5, then the same data again at the end of the clock. rpact 3.3.4 for
     * the two looks that these are, asUser spending of f(.5) and .025: 1.968595646. (rpact itself given the three looks, the
     * second at 1 - 1e-5, returns 1.9478: its grid is wider than the step.)
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-7, 1e-5, 9e-5})
    void theLastLookSpendsAllEvenWhereItAddsNothing(double step) {
        GroupSequentialDesign design =
                GroupSequentialDesign.of(0.025, Alternative.GREATER, new SpendingFunction.LanDeMetsOBrienFleming());
        double[] information = {0.5, 1 - step, 1};
        double[] clock = {0.5, 0.95, 1};
        GroupSequentialBounds bounds = design.bounds(information, clock, GroupSequentialDesign.Last.FINAL);
        assertThat(bounds.looks().getLast().efficacy()).isCloseTo(1.968595646, within(2e-4));
        assertThat(bounds.looks().getLast().spent()).isCloseTo(0.025, within(1e-12));
        assertThat(bounds.crossing(0).rejection()).isCloseTo(0.025, within(1e-6));
        // the look before kept its own bound when it was made
        assertThat(bounds.looks().get(1).efficacy())
                .isCloseTo(
                        design.bounds(information, clock, GroupSequentialDesign.Last.INTERIM)
                                .looks()
                                .get(1)
                                .efficacy(),
                        within(1e-9));
        StagewiseInference inference = StagewiseInference.at(bounds, 2, new InterimEstimate(1.968595646, 1, 100), 0);
        assertThat(inference.pValue()).isCloseTo(0.025, within(1e-4));
    }

    @Test
    void theRepeatedPValueOfTheLastLookBelongsToTheFinalBound() {
        GroupSequentialDesign design =
                GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming());
        double[] early = {0.4, 0.8};
        double bound = design.finalBounds(early).looks().getLast().efficacy();
        var repeated = new RepeatedIntervals(design);
        InterimEstimate at = new InterimEstimate(bound, 1, 100);
        assertThat(repeated.pValue(at, 0, GroupSequentialDesign.Last.FINAL, early))
                .isCloseTo(0.05, within(1e-6));
        assertThat(repeated.pValue(at, 0, GroupSequentialDesign.Last.INTERIM, early))
                .isGreaterThan(0.06);
        assertThat(repeated.interval(at, GroupSequentialDesign.Last.FINAL, early)
                        .lower())
                .isCloseTo(0, within(1e-9));
    }
}
