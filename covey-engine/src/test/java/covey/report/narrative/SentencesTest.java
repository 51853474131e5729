package covey.report.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.SampleResults;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // goal, value, low, high, p, adjusted p, reading
                "INCREASE | 0.02 | 0.01 | 0.03 | 0.001 |  | BETTER",
                "INCREASE | -0.02 | -0.03 | -0.01 | 0.001 |  | WORSE",
                "DECREASE | -0.02 | -0.03 | -0.01 | 0.001 |  | BETTER",
                "DECREASE | 0.02 | 0.01 | 0.03 | 0.001 |  | WORSE",
                "NONE | 0.02 | 0.01 | 0.03 | 0.001 |  | ROSE",
                "NONE | -0.02 | -0.03 | -0.01 | 0.001 |  | FELL",
                "INCREASE | 0.002 | -0.01 | 0.014 | 0.6 |  | UNCLEAR",
                "INCREASE | 0.02 | 0.001 | 0.039 | 0.03 | 0.18 | UNCLEAR",
                "INCREASE | 0.02 | 0.001 | 0.039 | 0.03 | 0.04 | BETTER",
            })
    void readsAgainstZero(
            Goal goal, double value, double low, double high, double p, @Nullable Double adjusted, Reading expected) {
        Scorecard s = scorecard(
                metric("mean", Role.PRIMARY, goal, OptionalDouble.empty()), rows(value, low, high, p, adjusted));
        assertThat(new Readings(s).of(effect(s))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // goal, one-sided limit, two-sided low, high, reading, words
                "INCREASE | -0.008 | -0.009 | 0.005 | WITHIN_MARGIN | keeps M within its margin: a loss of 1% or more is ruled out",
                "INCREASE | -0.012 | -0.014 | 0.005 | MARGIN_UNCLEAR | within its margin cannot be told: a loss of 1% or more is not",
                "INCREASE | -0.031 | -0.032 | -0.012 | MARGIN_CROSSED | crosses the margin of M: a loss of more than 1%",
                "DECREASE | 0.008 | -0.005 | 0.009 | WITHIN_MARGIN | a rise of 1% or more is ruled out",
                "DECREASE | 0.012 | -0.005 | 0.014 | MARGIN_UNCLEAR | a rise of 1% or more is not ruled out",
                "DECREASE | 0.031 | 0.012 | 0.032 | MARGIN_CROSSED | a rise of more than 1%",
            })
    void readsAgainstMargin(Goal goal, double limit, double low, double high, Reading expected, String words) {
        MetricInfo metric = metric("mean", Role.GUARDRAIL, goal, OptionalDouble.of(0.01));
        double value = (low + high) / 2;
        List<Outcome> rows = new ArrayList<>(rows(value, low, high, 0.5, null));
        Interval open = goal == Goal.INCREASE
                ? new Interval(limit, Double.POSITIVE_INFINITY, 0.95, Coverage.POINTWISE, "t")
                : new Interval(Double.NEGATIVE_INFINITY, limit, 0.95, Coverage.POINTWISE, "t");
        rows.add(estimate("non_inferiority", Scale.RELATIVE_DIFFERENCE, value, open, 0.02, null));
        Scorecard s = scorecard(metric, rows);
        assertThat(new Readings(s).of(effect(s))).isEqualTo(expected);
        assertThat(new Sentences(s).of(effect(s))).contains(words);
    }

    @Test
    void neverSaysNoEffectButTheRangeThatIsLeft() {
        Scorecard s = scorecard(
                metric("mean", Role.PRIMARY, Goal.INCREASE, OptionalDouble.empty()),
                rows(0.002, -0.01, 0.014, 0.6, null));
        assertThat(new Sentences(s).of(effect(s)))
                .isEqualTo(
                        "The effect of b on M lies between −1.00% and +1.40% (95% interval, p = 0.60): its direction is"
                                + " open, effects outside that range are ruled out.");
        assertThat(new Headline(s).text())
                .isEqualTo(
                        "Direction open: the effect of b on M lies between −1.00% and +1.40% (95% interval) over 14 days.");
    }

    @Test
    void aCorrectedPValueDecidesAndIsNamed() {
        Scorecard s = scorecard(
                metric("mean", Role.PRIMARY, Goal.INCREASE, OptionalDouble.empty()),
                rows(0.02, 0.001, 0.039, 0.03, 0.18));
        assertThat(new Sentences(s).of(effect(s)))
                .contains("adjusted p = 0.18")
                .contains("taken alone, but corrected for the other comparisons its direction is open");
    }

    @Test
    void differencesOfSharesAreInPercentagePoints() {
        Scorecard s = scorecard(
                metric("retention", Role.PRIMARY, Goal.INCREASE, OptionalDouble.empty()),
                rows(0.02, 0.01, 0.03, 0.001, null));
        assertThat(new Sentences(s).of(effect(s)))
                .isEqualTo(
                        "b raised M by 2.00% (95% interval +1.00% to +3.00%), that is 0.80 percentage points; p = 0.0010;"
                                + " an increase was wanted, so this is better.");
    }

    @Test
    void aMovedDenominatorBlocksTheJudgement() {
        Diagnostic moved =
                new Diagnostic("denominator_moved", Severity.WARNING, "m", "moved", List.of(), "", Map.of(), "");
        Scorecard s = scorecard(
                metric("ratio", Role.PRIMARY, Goal.INCREASE, OptionalDouble.empty()),
                rows(0.02, 0.01, 0.03, 0.001, null),
                moved);
        assertThat(new Readings(s).of(effect(s))).isEqualTo(Reading.ROSE);
        assertThat(new Sentences(s).of(effect(s)))
                .contains("denominator moved too")
                .doesNotContain("better");
        assertThat(new Headline(s).text()).endsWith("but its denominator moved too.");
    }

    @Test
    void aFailedGateReplacesTheHeadline() {
        Scorecard s = Scorecard.of(SampleResults.srm());
        assertThat(new Headline(s).text())
                .isEqualTo("Cannot conclude: the sizes of the arms do not fit the planned shares, so the arms cannot be"
                        + " compared. Do not use these numbers.");
        assertThat(s.effects(Role.PRIMARY))
                .allSatisfy(e -> assertThat(new Sentences(s).of(e)).isEmpty());
    }

    @Test
    void severalArmsAreCountedAndNoneIsPicked() {
        assertThat(new Headline(Scorecard.of(SampleResults.threeArms())).text())
                .isEqualTo("Of 2 comparisons on Clicks, 1 better than control and 1 with open direction over 14 days.");
    }

    @Test
    void headlinesAreShortAndNeverSayForbiddenWords() {
        for (StudyResult r : List.of(
                SampleResults.cleanWin(),
                SampleResults.srm(),
                SampleResults.withMissing(),
                SampleResults.threeArms())) {
            String text = new Headline(Scorecard.of(r)).text();
            assertThat(text.split("\\s+").length).as(text).isLessThanOrEqualTo(30);
            assertThat(text.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("significant")
                    .doesNotContain("no effect");
        }
        assertThat(new Headline(Scorecard.of(SampleResults.cleanWin())).text())
                .isEqualTo(
                        "dwell raised Clicks by 1.93% (95% interval +0.79% to +3.07%) over 14 days; all guardrails within"
                                + " their margins.");
    }

    private static Effect effect(Scorecard s) {
        return s.effects(s.result().study().metrics().get(0)).get(0);
    }

    private static MetricInfo metric(String kind, Role role, Goal goal, OptionalDouble margin) {
        return new MetricInfo("m", "M", "", kind, role, goal, "per user", margin, Scale.RELATIVE_DIFFERENCE, "", "");
    }

    private static List<Outcome> rows(double value, double low, double high, double p, @Nullable Double adjusted) {
        Interval relative = new Interval(low, high, 0.95, Coverage.POINTWISE, "Fieller");
        Interval difference = new Interval(0.4 * low, 0.4 * high, 0.95, Coverage.POINTWISE, "Welch t");
        return List.of(
                estimate("ate", Scale.DIFFERENCE, 0.4 * value, difference, p, adjusted),
                estimate("ate", Scale.RELATIVE_DIFFERENCE, value, relative, p, adjusted));
    }

    private static Estimate estimate(
            String name, Scale scale, double value, Interval interval, double p, @Nullable Double adjusted) {
        Optional<AdjustedPValue> corrected =
                Optional.ofNullable(adjusted).map(a -> new AdjustedPValue(a, "all (6)", "Holm"));
        return new Estimate(
                new Estimand("main", "m", name, scale, "b", "a", "", Map.of(), "per user"),
                value,
                OptionalDouble.empty(),
                Optional.of(interval),
                Optional.of(new covey.result.Test("t", 2, OptionalDouble.empty(), p, corrected)),
                100,
                "");
    }

    private static Scorecard scorecard(MetricInfo metric, List<Outcome> rows, Diagnostic... diagnostics) {
        StudyResult r = SampleResults.cleanWin();
        StudyInfo s = r.study();
        StudyInfo study = new StudyInfo(
                s.name(),
                s.kind(),
                s.label(),
                s.question(),
                s.owner(),
                s.unit(),
                s.start(),
                s.lastDay(),
                s.timezone(),
                List.of(new covey.result.ArmInfo("a", true, 0.5, 50), new covey.result.ArmInfo("b", false, 0.5, 50)),
                List.of(metric),
                "");
        return Scorecard.of(
                new StudyResult(r.schemaVersion(), r.run(), study, rows, List.of(diagnostics), r.provenance()));
    }
}
