package covey.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.report.SampleResults;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import covey.result.Test;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultJsonTest {
    static Stream<StudyResult> results() {
        return Stream.of(
                SampleResults.cleanWin(), SampleResults.srm(), SampleResults.withMissing(), SampleResults.threeArms());
    }

    @ParameterizedTest
    @MethodSource("results")
    void roundTrips(StudyResult result) {
        String json = ResultJson.write(result);
        assertThat(ResultJson.read(json)).isEqualTo(result);
        assertThat(ResultJson.write(ResultJson.read(json))).isEqualTo(json);
        assertThat(json).doesNotContain("NaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\\",
                "</script><script>alert(1)</script>",
                "\u0000\u0001\u001b[31m",
                "a\r\nb\tc",
                "\u2028\u2029",
                "🐦👩‍👩‍👧",
                "\uFEFFbom",
                "null",
                "NaN",
                "Infinity",
                "{\"a\": 1}",
                "e\u0301",
                "\u202Eabc",
                "\ud800"
            })
    void adversarialTextsRoundTrip(String text) {
        StudyResult result = SampleResults.hostile(text);
        assertThat(ResultJson.read(ResultJson.write(result))).isEqualTo(result);
    }

    @org.junit.jupiter.api.Test
    void doublesRoundTripExactly() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isFinite(value)) {
                continue;
            }
            Estimate read = only(ResultJson.read(ResultJson.write(one(estimate(
                    value,
                    new Interval(Math.min(value, 0), Math.max(value, 0), 0.95, Coverage.POINTWISE, "t"),
                    value)))));
            assertThat(Double.doubleToRawLongBits(read.value())).isEqualTo(Double.doubleToRawLongBits(value));
        }
    }

    @org.junit.jupiter.api.Test
    void openSidesAreNullAndInfiniteStatisticsAreNamed() {
        Interval open = new Interval(Double.NEGATIVE_INFINITY, 0.5, 0.95, Coverage.POINTWISE, "t");
        StudyResult result = one(estimate(0.2, open, Double.NEGATIVE_INFINITY));
        String json = ResultJson.write(result);
        assertThat(json).contains("\"conf_low\" : null").contains("\"statistic\" : \"-Infinity\"");
        assertThat(ResultJson.read(json)).isEqualTo(result);
    }

    @org.junit.jupiter.api.Test
    void nanIsRefused() {
        Estimate e = estimate(0.2, new Interval(0, 1, 0.95, Coverage.POINTWISE, "t"), 1);
        Estimate bad = new Estimate(
                e.estimand(), 0.2, OptionalDouble.of(Double.NaN), e.interval(), e.test(), e.n(), e.adjustedBy());
        assertThatThrownBy(() -> ResultJson.write(one(bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @org.junit.jupiter.api.Test
    void faultsNameTheirPlace() {
        String json = ResultJson.write(SampleResults.cleanWin());
        assertThatThrownBy(() -> ResultJson.read(json.replace("\"schema_version\" : 1", "\"schema_version\" : 9")))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("schema version 9")
                .hasMessageContaining("newer Covey");
        assertThatThrownBy(() -> ResultJson.read(json.replaceFirst("\"scale\" : \"level\"", "\"scale\" : \"lvel\"")))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("$.outcomes[")
                .hasMessageContaining("'lvel'");
        assertThatThrownBy(() -> ResultJson.read(json.replaceFirst("\"units\" : 10012", "\"units\" : \"many\"")))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("$.study.arms[0].units must be an integer, not \"many\"");
        assertThatThrownBy(() -> ResultJson.read("{}"))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("lacks 'schema_version'");
        assertThatThrownBy(() -> ResultJson.read(json.substring(0, 400)))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> ResultJson.read("")).isInstanceOf(UnreadableResultException.class);
    }

    private static Estimate estimate(double value, Interval interval, double statistic) {
        Estimand estimand =
                new Estimand("main", "m", "ate", Scale.DIFFERENCE, "b", "a", "", Map.of("day", "2026-03-05"), "");
        return new Estimate(
                estimand,
                value,
                OptionalDouble.of(Math.abs(value)),
                Optional.of(interval),
                Optional.of(new Test("t", statistic, OptionalDouble.empty(), 0.5, Optional.empty())),
                5,
                "");
    }

    private static StudyResult one(Outcome outcome) {
        StudyResult r = SampleResults.cleanWin();
        return new StudyResult(
                r.schemaVersion(), r.run(), r.study(), List.of(outcome), r.diagnostics(), r.provenance());
    }

    private static Estimate only(StudyResult result) {
        return (Estimate) result.outcomes().get(0);
    }
}
