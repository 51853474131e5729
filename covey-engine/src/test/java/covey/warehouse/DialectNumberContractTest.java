package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.moment.Moments;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers mean the same in every engine, and the moments it returns are those Java computes. */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("covey.warehouse.Sessions#all")
class DialectNumberContractTest {
    private final SqlSession session;
    private final Dialect dialect;

    DialectNumberContractTest(SqlSession session) {
        this.session = session;
        this.dialect = session.dialect();
    }

    private String text(String expression) {
        return Sessions.text(session, expression);
    }

    private double number(String expression) {
        return Sessions.number(session, expression);
    }

    @Test
    void nullIsNeverZero() {
        Sessions.table(session, "nulls", "SELECT * FROM (VALUES (1, 1.5), (2, NULL), (3, NULL), (4, 2.5)) t(id, v)");

        session.query(
                "SELECT COUNT(*) AS rows, COUNT(v) AS given, SUM(v) AS total, AVG(v) AS mean,"
                        + " SUM(CASE WHEN v > 2 THEN 1 ELSE 0 END) AS above, COUNT(*) FILTER (WHERE v > 2) AS filtered,"
                        + " SUM(v) FILTER (WHERE id > 9) AS nothing, COUNT(v) FILTER (WHERE id > 9) AS none,"
                        + " BOOL_OR(v > 2) AS any_above, BOOL_OR(v > 2) FILTER (WHERE id = 2) AS unknown,"
                        + " MAX(v) FILTER (WHERE id > 9) AS no_max FROM nulls",
                row -> {
                    assertThat(row.count("rows")).isEqualTo(4);
                    assertThat(row.count("given")).isEqualTo(2);
                    assertThat(row.number("total")).isEqualTo(4.0);
                    assertThat(row.number("mean")).isEqualTo(2.0);
                    assertThat(row.count("above")).isEqualTo(1);
                    assertThat(row.count("filtered")).isEqualTo(1);
                    assertThat(row.isNull("nothing")).isTrue();
                    assertThat(row.count("none")).isZero();
                    assertThat(row.number("any_above")).isEqualTo(1);
                    assertThat(row.isNull("unknown")).isTrue();
                    assertThat(row.maybeNumber("no_max")).isEmpty();
                    return row;
                });
    }

    @Test
    void emptyInputGivesNullMomentsAndZeroCounts() {
        session.query(
                "SELECT COUNT(*) AS n, " + dialect.varPop("v") + " AS var, " + dialect.covarPop("v", "v") + " AS cov, "
                        + dialect.percentileDisc("0.5", "v") + " AS q FROM (SELECT "
                        + dialect.literal(1.0) + " AS v) t WHERE v > 1",
                row -> {
                    assertThat(row.count("n")).isZero();
                    assertThat(row.isNull("var")).isTrue();
                    assertThat(row.isNull("cov")).isTrue();
                    assertThat(row.isNull("q")).isTrue();
                    return row;
                });
        assertThat(number(dialect.varPop(dialect.literal(3.0)))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"7, 2, 3.5, 3", "-7, 2, -3.5, -3", "7, -2, -3.5, -3", "1, 3, 0.3333333333333333, 0", "0, 5, 0, 0"})
    void divisionOfIntegersIsOfRealNumbers(String a, String b, double quotient, long whole) {
        assertThat(number(dialect.divide(a, b))).isEqualTo(quotient);
        assertThat(number(dialect.integerDivide(a, b))).isEqualTo((double) whole);
    }

    @Test
    void divisionByZeroIsNull() {
        assertThat(text(dialect.divide("1", "0"))).isEqualTo("null");
        assertThat(text(dialect.divide("CAST(NULL AS INTEGER)", "2"))).isEqualTo("null");
        assertThat(text(dialect.divide(dialect.literal(1.0), dialect.literal(-0.0))))
                .isEqualTo("null");
        assertThat(text(dialect.integerDivide("1", "0"))).isEqualTo("null");
    }

    @Test
    void sumsOfLargeIntegersAreExact() {
        Sessions.table(
                session,
                "big",
                "SELECT * FROM (VALUES (CAST(4611686018427387904 AS BIGINT)), (4611686018427387903), "
                        + "(4611686018427387902)) t(v)");

        assertThat(session.query("SELECT SUM(v) AS v FROM big", row -> row.text("v")))
                .containsExactly("13835058055282163709");
        assertThat(session.query("SELECT SUM(v) AS v FROM big WHERE v < 4611686018427387903", row -> row.count("v")))
                .containsExactly(4611686018427387902L);
        assertThat(session.query(
                        "SELECT SUM(" + dialect.toDouble("v", ColumnKind.NUMBER) + ") AS v FROM big",
                        row -> row.number("v")))
                .containsExactly(1.3835058055282164E19);
        assertThat(session.query("SELECT COUNT(DISTINCT v) AS v FROM big", row -> row.count("v")))
                .containsExactly(3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMALLINT", "INTEGER", "BIGINT", "REAL", "DOUBLE PRECISION", "DECIMAL(18, 3)"})
    void everyNumericTypeBecomesADouble(String type) {
        String value = "CAST(7 AS " + type + ")";

        assertThat(session.describe("SELECT " + value + " AS v"))
                .extracting(TableColumn::kind)
                .containsExactly(ColumnKind.NUMBER);
        assertThat(number(dialect.toDouble(value))).isEqualTo(7);
        assertThat(number(dialect.toDouble(value, ColumnKind.NUMBER))).isEqualTo(7);
        assertThat(text(dialect.toDouble("CAST(NULL AS " + type + ")"))).isEqualTo("null");
    }

    @Test
    void booleansBecomeOneAndZero() {
        for (String form : List.of("(1 = 1)", "(1 = 2)", "CAST(NULL AS BOOLEAN)")) {
            String expected = form.contains("NULL") ? "null" : form.equals("(1 = 1)") ? "1.0" : "0.0";
            for (String expr : List.of(dialect.toDouble(form), dialect.toDouble(form, ColumnKind.BOOLEAN))) {
                String got = session.query(
                                "SELECT " + expr + " AS v",
                                row -> row.maybeNumber("v").isEmpty() ? "null" : String.valueOf(row.number("v")))
                        .getFirst();
                assertThat(got).isEqualTo(expected);
            }
        }
        assertThat(session.describe("SELECT (1 = 1) AS v"))
                .extracting(TableColumn::kind)
                .containsExactly(ColumnKind.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e308, Double.MIN_VALUE, 0.1, -2.5, 1.7976931348623157e308, 123456789.12345679})
    void doublesKeepEveryBit(double value) {
        assertThat(number(dialect.literal(value))).isEqualTo(value);
        assertThat(text(dialect.isFinite(dialect.literal(value)))).isIn("true", "t");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsSeen(double value) {
        assertThat(Double.valueOf(number(dialect.literal(value)))).isEqualTo(Double.valueOf(value));
        assertThat(text(dialect.isFinite(dialect.literal(value)))).isIn("false", "f");
    }

    @Test
    void nullIsNotFinite() {
        assertThat(text(dialect.isFinite("CAST(NULL AS DOUBLE PRECISION)"))).isIn("false", "f");
    }

    static Stream<Arguments> samples() {
        return Stream.of(
                sample("around zero", 0, 1),
                sample("mean 1e9, sd 1e6", 1e9, 1e6),
                sample("scale 1e-9", 3e-9, 1e-9),
                sample("scale 1e12", -4e12, 1e12),
                sample("mean 1000, sd 1", 1000, 1));
    }

    private static Arguments sample(String name, double mean, double sd) {
        SplittableRandom random = new SplittableRandom(20261122);
        double[] y = values(i -> mean + sd * random.nextGaussian());
        double[] x = values(i -> 5 + 1e-3 * (y[i] - mean) / sd + random.nextGaussian());
        return Arguments.of(name, y, x);
    }

    private static double[] values(IntToDoubleFunction value) {
        return IntStream.range(0, 500).mapToDouble(value).toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void momentsAreThoseOfJava(String name, double[] y, double[] x) {
        assertMoments(y, x, 0);
    }

    @Test
    void shiftedMomentsAreThoseOfJavaForAFarMean() {
        SplittableRandom random = new SplittableRandom(7);
        double[] y = values(i -> 1e9 + random.nextGaussian());
        double[] x = values(i -> y[i] - 1e9 + random.nextGaussian());

        assertMoments(y, x, 1e9);
    }

    @Test
    void mixedMagnitudesKeepTheirMoments() {
        SplittableRandom random = new SplittableRandom(8);
        double[] y =
                values(i -> i % 100 == 0 ? 1e9 * random.nextDouble() : i % 2 == 0 ? 0 : 1e-9 * random.nextDouble());
        double[] x = values(i -> 1e-9 + 1e-9 * random.nextDouble());

        assertMoments(y, x, 0);
    }

    /** Checks the moments of the two columns; the first is shifted on both sides, which no variance feels. */
    private void assertMoments(double[] y, double[] x, double shift) {
        load(y, x);
        Moments java = Moments.ofColumns(Arrays.stream(y).map(v -> v - shift).toArray(), x);
        String shiftedY = "(y - " + dialect.literal(shift) + ")";
        session.query(
                "SELECT COUNT(*) AS n, AVG(" + shiftedY + ") AS mean, AVG(x) AS mean_x, " + dialect.varPop(shiftedY)
                        + " AS var_y, " + dialect.varPop("x") + " AS var_x, " + dialect.covarPop(shiftedY, "x")
                        + " AS cov FROM sample",
                row -> {
                    long n = row.count("n");
                    assertThat(n).isEqualTo(java.n());
                    double scaleY = Math.sqrt(java.crossM2(0, 0) / n);
                    double scaleX = Math.sqrt(java.crossM2(1, 1) / n);
                    assertThat(row.number("mean"))
                            .isCloseTo(java.mean(0), within(1e-10 * Math.max(Math.abs(java.mean(0)), scaleY)));
                    assertThat(row.number("mean_x"))
                            .isCloseTo(java.mean(1), within(1e-10 * Math.max(Math.abs(java.mean(1)), scaleX)));
                    assertThat(row.number("var_y")).isCloseTo(java.crossM2(0, 0) / n, Percentage.withPercentage(1e-8));
                    assertThat(row.number("var_x")).isCloseTo(java.crossM2(1, 1) / n, Percentage.withPercentage(1e-8));
                    // Relative to the two standard deviations: a covariance may be as near to zero as it likes.
                    assertThat(row.number("cov")).isCloseTo(java.crossM2(0, 1) / n, within(1e-10 * scaleY * scaleX));
                    return row;
                });
    }

    private void load(double[] y, double[] x) {
        String rows = String.join(
                ", ",
                IntStream.range(0, y.length)
                        .mapToObj(i -> "(" + dialect.literal(y[i]) + ", " + dialect.literal(x[i]) + ")")
                        .toList());
        Sessions.table(session, "sample", "SELECT * FROM (VALUES " + rows + ") t(y, x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.001", "0.1", "0.25", "0.3", "0.5", "0.7", "0.9", "0.95", "0.99", "0.999", "1"})
    void discreteQuantileIsTheOneOfJava(String fraction) {
        for (int n : new int[] {1, 2, 3, 4, 5, 7, 10, 20, 100, 1000}) {
            double[] sorted =
                    IntStream.range(0, n).mapToDouble(i -> 10 + i * 0.5).toArray();
            String rows = String.join(
                    " UNION ALL ",
                    List.of(
                            "SELECT CAST(NULL AS DOUBLE PRECISION) AS v",
                            "SELECT v FROM quantiles WHERE rank <= " + n));
            if (n == 1) {
                loadQuantiles();
            }

            double got = session.query(
                            "SELECT " + dialect.percentileDisc(fraction, "v") + " AS v FROM (" + rows + ") t",
                            row -> row.number("v"))
                    .getFirst();

            assertThat(got).as("fraction %s of %d", fraction, n).isEqualTo(discreteQuantile(sorted, fraction));
        }
    }

    private void loadQuantiles() {
        String rows = String.join(
                ", ",
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(i -> "(" + i + ", " + dialect.literal(10 + (i - 1) * 0.5) + ")")
                        .toList());
        Sessions.table(session, "quantiles", "SELECT * FROM (VALUES " + rows + ") t(rank, v)");
    }

    /** The ceil(f n)-th smallest, reckoned in decimals so that 0.7 * 10 is 7. */
    private static double discreteQuantile(double[] values, String fraction) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = new BigDecimal(fraction)
                .multiply(BigDecimal.valueOf(sorted.length))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return sorted[Math.max(rank, 1) - 1];
    }

    @Test
    void quantilesCanBeFilteredAndGrouped() {
        loadQuantiles();

        List<Double> medians = session.query(
                "SELECT rank % 2 AS odd, " + dialect.percentileDisc("0.5", "v")
                        + " FILTER (WHERE rank <= 4) AS v FROM quantiles GROUP BY 1 ORDER BY 1",
                row -> row.number("v"));

        assertThat(medians).containsExactly(10.5, 10.0);
    }
}
