package covey.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Covariate;
import covey.experiment.Experiment;
import covey.experiment.StudyBuilder;
import covey.method.SettingDoc;
import covey.method.SpecificationException;
import covey.method.Study.Arm;
import covey.metric.Measure;
import covey.result.MetricInfo.Goal;
import covey.result.Scale;
import covey.result.Setting;
import covey.stats.multiplicity.PValueAdjustment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {
    private static StudyBuilder clicks() {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks"));
    }

    @Test
    void defaultsAreThoseOfTheRules() {
        ExperimentSpec spec = clicks().spec();
        assertThat(spec.analysis().adjustment()).isEqualTo(AnalysisRules.Adjustment.LIN);
        assertThat(spec.analysis().relative()).isEqualTo(AnalysisRules.Relative.FIELLER);
        assertThat(spec.multiplicity().primary()).isEqualTo(PValueAdjustment.HOLM);
        assertThat(spec.multiplicity().secondary()).isEqualTo(PValueAdjustment.BENJAMINI_HOCHBERG);
        assertThat(spec.trust().sampleRatio()).isEqualTo(0.001);
        assertThat(spec.trust().sampleRatioAmber()).isEqualTo(0.01);
        assertThat(spec.metrics().getFirst().covariates())
                .containsExactly(new Covariate.Before(StudyBuilder.mean("clicks"), Duration.ofDays(14)));
    }

    @Test
    void everySettingIsPrintedWithItsOrigin() {
        ExperimentSpec spec = clicks().set("analysis", "adjustment", "cuped").spec();
        List<Setting> settings = new Experiment().settings(spec);
        assertThat(settings)
                .contains(new Setting("analysis.adjustment", "cuped", "studies/s.yml:42"))
                .contains(new Setting("analysis.relative", "fieller", "default"))
                .contains(new Setting("analysis.covariates[clicks]", "clicks 14d before entry", "default"))
                .contains(new Setting("trust.sample_ratio.threshold", "0.001", "default"))
                .contains(new Setting("confidence_level", "0.95", "default"));
        assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates();
    }

    @Test
    void everyDocumentedDefaultIsReadable() {
        StudyBuilder builder = clicks();
        for (SettingDoc doc : ExperimentSettings.ALL) {
            boolean plain = !doc.otherwise().isEmpty() && !doc.type().equals("list");
            // defaults of a draw hold where its covariates are named, which has no default (RerandomizedStudyTest)
            boolean draw = doc.key().startsWith("randomize.rerandomize.");
            if (plain && !draw) {
                Object value = doc.type().equals("number") ? Double.valueOf(doc.otherwise()) : doc.otherwise();
                builder.set(doc.part(), doc.key(), value);
            }
        }
        assertThat(builder.spec().analysis()).isEqualTo(clicks().spec().analysis());
        assertThat(builder.spec().trust()).isEqualTo(clicks().spec().trust());
    }

    @ParameterizedTest
    @CsvSource({
        "analysis, adjustment, linn, lin",
        "analysis, relative, fiellr, fieller",
        "multiplicity, primary, holmes, holm",
        "multiplicity, secondary, benjamini_hochburg, benjamini_hochberg",
        "analysis, adjustmnt, lin, adjustment",
        "trust, sample_ratio.treshold, 0.1, sample_ratio.threshold",
        "decision, ship_wen, x, ship_when"
    })
    void aTypingErrorNamesTheNearestWordAndThePlace(String part, String key, String value, String nearest) {
        StudyBuilder builder = clicks().set(part, key, value);
        assertThatThrownBy(builder::spec).isInstanceOfSatisfying(SpecificationException.class, e -> {
            assertThat(e.advice()).contains("'" + nearest + "'");
            assertThat(e.location()).hasToString("studies/s.yml:42");
        });
    }

    @Test
    void whatIsNotBuiltIsRefused() {
        assertThatThrownBy(clicks().set("design", "type", "switchback")::spec)
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("switchback");
        assertThatThrownBy(clicks().set("design", "randomize.unit", "device")::spec)
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("device");
    }

    @Test
    void thresholdsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(clicks().set("trust", "multiple_arms.threshold", 1.5)::spec)
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(clicks().set("trust", "multiple_arms.threshold", "much")::spec)
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("much");
    }

    @Test
    void declaredCovariatesHoldForEveryMetricThatIsNoQuantile() {
        ExperimentSpec spec = clicks().secondary(StudyBuilder.ratio("ctr"))
                .secondary(StudyBuilder.quantile("latency", Measure.Quantile.Over.UNIT))
                .set(
                        "analysis",
                        "covariates",
                        List.of(Map.of("metric", "clicks", "lookback", "2w"), Map.of("dimension", "history")))
                .spec();
        assertThat(spec.metrics().get(0).covariates())
                .containsExactly(
                        new Covariate.Before(StudyBuilder.mean("clicks"), Duration.ofDays(14)),
                        new Covariate.Attribute("history"));
        assertThat(spec.metrics().get(1).covariates())
                .isEqualTo(spec.metrics().get(0).covariates());
        assertThat(spec.metrics().get(2).covariates()).isEmpty();
    }

    @Test
    void wrongCovariatesAreRefused() {
        assertThatThrownBy(clicks().set("analysis", "covariates", List.of(Map.of("metric", "clcks")))::spec)
                .isInstanceOfSatisfying(
                        SpecificationException.class,
                        e -> assertThat(e.advice()).contains("clicks"));
        assertThatThrownBy(clicks().set("analysis", "covariates", List.of(Map.of("dimension", "country")))::spec)
                .hasMessageContaining("not a number");
        assertThatThrownBy(
                        clicks().set(
                                        "analysis",
                                        "covariates",
                                        List.of(Map.of("metric", "clicks", "lookback", "two weeks")))::spec)
                .hasMessageContaining("two weeks");
        assertThatThrownBy(clicks().set("analysis", "covariates", List.of("clicks"))::spec)
                .hasMessageContaining("no covariate");
    }

    @Test
    void aTableWithoutTimeHasNoDefaultCovariate() {
        ExperimentSpec spec = new StudyBuilder()
                .primary(StudyBuilder.metric("rounds", new Measure.Mean(StudyBuilder.sum("players")), Goal.INCREASE))
                .spec();
        assertThat(spec.metrics().getFirst().covariates()).isEmpty();
        assertThat(spec.settings()).contains(new Setting("analysis.covariates[rounds]", "none", "default"));
    }

    @Test
    void theWindowAppliesWhereTheMetricHasNone() {
        ExperimentSpec spec = clicks().secondary(StudyBuilder.retention("back"))
                .set("analysis", "window", "3d")
                .spec();
        assertThat(spec.metrics().get(0).metric().window().to()).isEqualTo(Optional.of(Duration.ofDays(3)));
        assertThat(spec.metrics().get(1).metric().window().to()).isEqualTo(Optional.of(Duration.ofDays(14)));
    }

    @Test
    void postStratificationNeedsASlice() {
        assertThatThrownBy(clicks().slices("country").set("analysis", "post_stratify", "contry")::spec)
                .isInstanceOfSatisfying(
                        SpecificationException.class,
                        e -> assertThat(e.advice()).contains("country"));
    }

    @Test
    void armsMustMakeAnExperiment() {
        assertThatThrownBy(clicks().arms(new Arm("a", "a", 0.5, false), new Arm("b", "b", 0.5, false))::spec)
                .hasMessageContaining("0 of them control");
        assertThatThrownBy(clicks().arms(new Arm("a", "a", 1, true), new Arm("b", "b", 0, false))::spec)
                .hasMessageContaining("shares");
        assertThatThrownBy(new StudyBuilder().secondary(StudyBuilder.mean("clicks"))::spec)
                .hasMessageContaining("no primary metric");
    }

    @Test
    void aMarginNeedsADirection() {
        StudyBuilder builder = clicks().guardrail(
                        StudyBuilder.metric("load", new Measure.Mean(StudyBuilder.sum("events")), Goal.NONE),
                        0.01,
                        Scale.RELATIVE_DIFFERENCE);
        assertThatThrownBy(builder::spec).hasMessageContaining("no goal");
    }

    @Test
    void theRequirementHoldsWhatTheStudySays() {
        ExperimentSpec spec = clicks().secondary(StudyBuilder.retention("back"))
                .slices("country")
                .exclude("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")
                .spec();
        ExperimentRequirement need = (ExperimentRequirement) new Experiment().requires(spec);
        assertThat(need.metrics()).extracting(m -> m.overTime()).containsExactly(true, false);
        assertThat(need.slices()).containsExactly("country");
        assertThat(need.exclusions()).hasSize(1);
        assertThat(need.arms()).extracting(a -> a.value()).containsExactly("control", "treatment");
        assertThat(need.level()).isEqualTo(0.95);
    }
}
