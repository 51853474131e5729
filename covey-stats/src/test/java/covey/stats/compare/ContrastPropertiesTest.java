package covey.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.interval.Bounds;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every two-arm method. Columns of the arms: y, d, x1, x2, a constant. */
class ContrastPropertiesTest {

    interface Method extends BiFunction<Moments, Moments, Contrast> {}

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Moments arm(RandomGenerator random, double effect) {
        int n = 40 + random.nextInt(60);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x1 = random.nextGaussian();
            double x2 = random.nextExponential();
            double d = 1 + random.nextInt(5);
            rows[i] = new double[] {d * (2 + effect + 0.5 * x1 + 0.3 * x2 + random.nextGaussian()), d, x1, x2, 3};
        }
        return Moments.ofRows(rows);
    }

    static Stream<Named<Method>> methods() {
        List<Column> x = List.of(Column.of(2), Column.of(3));
        return Stream.of(
                Named.of("mean", (c, t) -> MeanDifference.contrast(c, t, 0)),
                Named.of("mean, pooled variance", (c, t) -> MeanDifference.pooledVarianceContrast(c, t, 0)),
                Named.of("ratio", (c, t) -> RatioDifference.contrast(c, t, 0, 1)),
                Named.of("CUPED", (c, t) -> Cuped.contrast(c, t, 0, 2, 3)),
                Named.of(
                        "CUPED ratio",
                        (c, t) -> Cuped.fit(c, t, Column.ratio(0, 1), x).contrast()),
                Named.of("Lin", (c, t) -> Lin.contrast(c, t, c.plus(t), Column.of(0), x)),
                Named.of("Lin ratio", (c, t) -> Lin.contrast(c, t, c.plus(t), Column.ratio(0, 1), x)),
                Named.of(
                        "post-stratification",
                        (c, t) -> PostStratification.contrast(
                                List.of(new Stratum(c, t), new Stratum(scaled(c, 1.5), scaled(t, 1.5))), Column.of(0))),
                Named.of(
                        "post-stratification, adjusted",
                        (c, t) -> PostStratification.contrast(
                                List.of(new Stratum(c, t), new Stratum(scaled(c, 1.5), scaled(t, 1.5))),
                                Column.of(0),
                                x)),
                Named.of(
                        "post-stratification, adjusted ratio",
                        (c, t) -> PostStratification.contrast(
                                List.of(new Stratum(c, t), new Stratum(scaled(c, 1.5), scaled(t, 1.5))),
                                Column.ratio(0, 1),
                                x)),
                Named.of(
                        "analysis of covariance in strata",
                        (c, t) -> StratifiedAncova.contrast(
                                List.of(new Stratum(c, t), new Stratum(scaled(c, 1.5), scaled(t, 1.5))), 0, 2, 3)));
    }

    private static double[][] identity() {
        double[][] a = new double[5][5];
        for (int i = 0; i < 5; i++) {
            a[i][i] = 1;
        }
        return a;
    }

    private static Moments scaled(Moments block, double factor) {
        double[][] a = identity();
        a[0][0] = factor;
        return block.linear(a);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void swappingTheArmsFlipsTheSign(Method method) {
        for (long seed = 0; seed < 50; seed++) {
            Moments c = arm(random(seed), 0);
            Moments t = arm(random(seed + 1000), 0.4);
            Contrast forth = method.apply(c, t);
            Contrast back = method.apply(t, c);
            assertThat(back.difference()).isCloseTo(-forth.difference(), within(1e-10));
            assertThat(back.variance()).isCloseTo(forth.variance(), within(1e-10));
            assertThat(back.pValue()).isCloseTo(forth.pValue(), within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void scalingTheMetricScalesTheDifferenceAndKeepsTheLift(Method method) {
        for (long seed = 0; seed < 50; seed++) {
            Moments c = arm(random(seed), 0);
            Moments t = arm(random(seed + 1000), 0.4);
            Contrast before = method.apply(c, t);
            Contrast after = method.apply(scaled(c, -7), scaled(t, -7));
            assertThat(after.difference()).isCloseTo(-7 * before.difference(), within(1e-9));
            assertThat(after.statistic()).isCloseTo(-before.statistic(), within(1e-9));
            assertThat(after.lift()).isCloseTo(-before.lift(), within(1e-9));
            assertThat(after.df()).isCloseTo(before.df(), within(1e-6));
            before.fieller(0.9).ifPresent(bounds -> {
                Bounds mirrored = after.fieller(0.9).orElseThrow();
                assertThat(mirrored.lower()).isCloseTo(-bounds.upper(), within(1e-8));
                assertThat(mirrored.upper()).isCloseTo(-bounds.lower(), within(1e-8));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void zeroIsInsideFiellerExactlyWhenTheTestDoesNotReject(Method method) {
        int inside = 0;
        int outside = 0;
        for (long seed = 0; seed < 400; seed++) {
            RandomGenerator random = random(seed);
            Contrast contrast = method.apply(arm(random, 0), arm(random, 0.4));
            for (double level : new double[] {0.8, 0.95, 0.99}) {
                boolean rejects = contrast.pValue() < 1 - level;
                assertThat(contrast.interval(level).contains(0)).isEqualTo(!rejects);
                Optional<Bounds> fieller = contrast.fieller(level);
                if (fieller.isPresent()) {
                    assertThat(fieller.get().contains(0)).isEqualTo(!rejects);
                    assertThat(fieller.get().contains(contrast.lift())).isTrue();
                    inside += rejects ? 0 : 1;
                    outside += rejects ? 1 : 0;
                }
            }
        }
        assertThat(inside).isGreaterThan(50);
        assertThat(outside).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nonInferiorityRejectsExactlyWhenTheBoundClearsTheMargin(Method method) {
        for (long seed = 0; seed < 100; seed++) {
            RandomGenerator random = random(seed);
            Contrast contrast = method.apply(arm(random, 0), arm(random, 0));
            for (var scale : NonInferiority.Scale.values()) {
                for (var direction : NonInferiority.Direction.values()) {
                    NonInferiority test = new NonInferiority(contrast, 0.1, scale, direction);
                    boolean shown = test.pValue() < 0.05;
                    test.interval(0.95)
                            .ifPresent(bounds -> assertThat(bounds.contains(
                                            direction == NonInferiority.Direction.INCREASE ? -0.1 : 0.1))
                                    .isEqualTo(!shown));
                }
            }
        }
    }

    @Test
    void aConstantOrRepeatedCovariateChangesNothing() {
        for (long seed = 0; seed < 20; seed++) {
            Moments c = arm(random(seed), 0);
            Moments t = arm(random(seed + 1000), 0.4);
            Contrast plain = MeanDifference.contrast(c, t, 0);
            Adjustment cuped = Cuped.fit(c, t, Column.of(0), List.of(Column.of(4)));
            Adjustment lin = Lin.fit(c, t, c.plus(t), Column.of(0), List.of(Column.of(4)));
            assertThat(cuped.contrast()).isEqualTo(plain);
            assertThat(lin.contrast()).isEqualTo(plain);
            assertThat(lin.dropped()).containsExactly(Column.of(4));
            assertThat(lin.varianceReduction()).isZero();

            List<Column> once = List.of(Column.of(2));
            List<Column> twice = List.of(Column.of(2), Column.of(2), Column.of(4));
            assertThat(Lin.fit(c, t, c.plus(t), Column.of(0), twice).contrast())
                    .isEqualTo(Lin.fit(c, t, c.plus(t), Column.of(0), once).contrast());
            assertThat(Cuped.fit(c, t, Column.of(0), twice).contrast())
                    .isEqualTo(Cuped.fit(c, t, Column.of(0), once).contrast());
        }
    }

    @Test
    void aRatioOverAConstantDenominatorIsAMeanInEveryMethod() {
        Moments c = arm(random(1), 0);
        Moments t = arm(random(2), 0.4);
        List<Column> x = List.of(Column.of(2), Column.of(3));
        Contrast mean = Lin.contrast(c, t, c.plus(t), Column.of(0), x);
        Contrast ratio = Lin.contrast(c, t, c.plus(t), Column.ratio(0, 4), x);
        assertThat(3 * ratio.difference()).isCloseTo(mean.difference(), within(1e-12));
        assertThat(ratio.statistic()).isCloseTo(mean.statistic(), within(1e-10));
    }

    @Test
    void oneStratumIsThePlainComparison() {
        Moments c = arm(random(1), 0);
        Moments t = arm(random(2), 0.4);
        Contrast stratified = PostStratification.contrast(List.of(new Stratum(c, t)), Column.of(0));
        Contrast plain = MeanDifference.contrast(c, t, 0);
        assertThat(stratified.difference()).isCloseTo(plain.difference(), within(1e-12));
        assertThat(stratified.variance()).isCloseTo(plain.variance(), within(1e-12));
        assertThat(stratified.df()).isCloseTo(plain.df(), within(1e-9));
    }

    @Test
    void fiellerIsUnboundedWhenControlIsNotDistinguishableFromZero() {
        Contrast contrast = new Contrast(1, 0.04, Double.POSITIVE_INFINITY, 0.3, 0.04, -0.02);
        assertThat(contrast.fieller(0.95)).isEmpty();
        assertThat(contrast.fieller(0.5)).isPresent();
    }

    @Test
    void theTwoScalesOfOneReferenceDataSetDisagreeUnderTheDeltaMethodOnly() {
        Moments control = Moments.ofSums(3407, new double[] {1396.87}, new double[][] {{52377.9767}});
        Moments treatment = Moments.ofSums(3461, new double[] {2422.7}, new double[][] {{134698.29}});
        Contrast contrast = MeanDifference.contrast(control, treatment, 0);
        assertThat(contrast.pValue()).isCloseTo(0.0202, within(5e-5));
        assertThat(contrast.deltaLift().pValue()).isCloseTo(0.0619, within(5e-5));
        assertThat(contrast.fieller(0.95).orElseThrow().lower()).isPositive();
    }

    @Test
    void degenerateDataGiveAReason() {
        Moments flat = Moments.ofColumns(new double[] {2, 2, 2});
        assertReason(Reason.ZERO_VARIANCE, () -> MeanDifference.contrast(flat, flat, 0));
        assertReason(Reason.TOO_FEW_UNITS, () -> MeanDifference.contrast(flat, Moments.empty(1), 0));
        assertReason(
                Reason.ZERO_VARIANCE,
                () -> ProportionDifference.contrast(new BinomialCount(0, 10), new BinomialCount(12, 12)));
        Contrast zeroBaseline = new Contrast(1, 1, 10, 0, 1, 0);
        assertReason(Reason.ZERO_BASELINE, zeroBaseline::lift);
        NonInferiority relative =
                new NonInferiority(zeroBaseline, 0.1, NonInferiority.Scale.RELATIVE, NonInferiority.Direction.INCREASE);
        assertReason(Reason.ZERO_BASELINE, relative::statistic);
        Moments small = Moments.ofRows(new double[][] {{1, 2, 3}, {2, 1, 5}, {4, 4, 4}});
        assertReason(
                Reason.TOO_FEW_UNITS, () -> Lin.contrast(small, small, small, Column.of(0), List.of(Column.of(1))));
        assertReason(
                Reason.TOO_FEW_UNITS,
                () -> PostStratification.contrast(List.of(new Stratum(small, Moments.empty(3))), Column.of(0)));
        Moments weak = Moments.ofRows(new double[][] {{1, 0}, {2, 0}, {2, 5}, {0, 0}});
        List<Column> none = List.of();
        assertReason(Reason.WEAK_DENOMINATOR, () -> Cuped.fit(weak, weak, Column.ratio(0, 1), none));
        assertReason(
                Reason.WEAK_DENOMINATOR,
                () -> PostStratification.contrast(List.of(new Stratum(weak, weak)), Column.ratio(0, 1)));
        QuantileEstimate exact = new QuantileEstimate(50, 2, 2, 2, 0.95);
        assertReason(Reason.ZERO_VARIANCE, () -> QuantileDifference.contrast(exact, exact));
        assertThatThrownBy(() -> new Contrast(Double.NaN, 1, 1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneSidedIntervalsAndTestsAgree() {
        Contrast contrast = new Contrast(0.5, 0.09, 20, 10, 0.05, -0.05);
        assertThat(contrast.pValue(Alternative.GREATER) + contrast.pValue(Alternative.LESS))
                .isCloseTo(1, within(1e-12));
        Bounds bounds = contrast.interval(1 - contrast.pValue(Alternative.GREATER), Alternative.GREATER);
        assertThat(bounds.lower()).isCloseTo(0, within(1e-9));
        assertThat(bounds.upper()).isInfinite();
        for (Alternative side : new Alternative[] {Alternative.GREATER, Alternative.LESS}) {
            double edge = 1 - contrast.pValue(side);
            Bounds fieller = contrast.fieller(edge, side).orElseThrow();
            assertThat(side == Alternative.GREATER ? fieller.lower() : fieller.upper())
                    .isCloseTo(0, within(1e-9));
        }
    }

    private static void assertReason(Reason reason, ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
