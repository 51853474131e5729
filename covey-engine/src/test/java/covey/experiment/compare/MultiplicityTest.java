package covey.experiment.compare;

import static covey.experiment.DataBuilder.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData.Cell;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study.Arm;
import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Scale;
import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.power.Dunnett;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MultiplicityTest {
    private static DataBuilder data(double... effects) {
        DataBuilder data = new DataBuilder();
        for (int i = 0; i < effects.length; i++) {
            data.block("m" + i, "control", block(1000, 10, 4));
            data.block("m" + i, "treatment", block(1000, 10 + effects[i], 4));
        }
        return data;
    }

    private static Rows rows(StudyBuilder study, DataBuilder data) {
        return new Rows(Comparison.of(study.plain(), data.data()).outcomes());
    }

    private static Estimate row(Rows rows, String analysis, String metric) {
        return (Estimate) rows.one(analysis, metric, "ate", Scale.DIFFERENCE, "treatment", "");
    }

    @Test
    void onePrimaryStaysPlain() {
        Rows rows = rows(new StudyBuilder().primary(StudyBuilder.mean("m0")), data(0.2));
        assertThat(row(rows, "main", "m0").test().orElseThrow().adjusted()).isEmpty();
        assertThat(row(rows, "main", "m0").interval().orElseThrow().coverage()).isEqualTo(Coverage.POINTWISE);
        assertThat(rows.has("pointwise")).isFalse();
    }

    private static StudyBuilder threeArms(String procedure) {
        return new StudyBuilder()
                .arms(
                        new Arm("control", "control", 0.4, true),
                        new Arm("a", "a", 0.3, false),
                        new Arm("b", "b", 0.3, false))
                .set("multiplicity", "primary", procedure);
    }

    /** Variances 4: arms of 500 and 2000 beside a control of 1000 have parts 1/3 and 2/3 of it. */
    @Test
    void dunnettComparesArmsWithTheirControlAtOnce() {
        DataBuilder data = new DataBuilder()
                .block("m", "control", block(1000, 10, 4))
                .block("m", "a", block(500, 10.2, 4))
                .block("m", "b", block(2000, 10.21, 4));
        Rows rows = rows(threeArms("dunnett").primary(StudyBuilder.mean("m")), data);
        Dunnett expected = Dunnett.of(Double.POSITIVE_INFINITY, 1000, 500, 2000);
        for (String arm : List.of("a", "b")) {
            Estimate main = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, arm, "");
            double z = -Normal.quantile(main.test().orElseThrow().pValue() / 2);
            AdjustedPValue adjusted = main.test().orElseThrow().adjusted().orElseThrow();
            assertThat(adjusted.value()).isCloseTo(expected.pValue(z, Alternative.TWO_SIDED), within(2e-4));
            assertThat(adjusted.procedure()).isEqualTo("Dunnett over 2 arms");
            assertThat(adjusted.value())
                    .isLessThan(2 * main.test().orElseThrow().pValue());
            Interval shown = main.interval().orElseThrow();
            assertThat(shown.coverage()).isEqualTo(Coverage.SIMULTANEOUS);
            // zero is outside exactly when the corrected test rejects
            assertThat(shown.lower() > 0).isEqualTo(adjusted.value() < 0.05);
            assertThat((shown.upper() - main.value()) / main.standardError().orElseThrow())
                    .isCloseTo(expected.critical(0.05, Alternative.TWO_SIDED), within(0.01));
        }
    }

    @Test
    void dunnettSharesTheErrorAmongMetricsByBonferroni() {
        DataBuilder data = new DataBuilder();
        for (String metric : List.of("m", "k")) {
            for (String arm : List.of("control", "a", "b")) {
                data.block(metric, arm, block(1000, arm.equals("a") ? 10.2 : 10, 4));
            }
        }
        Rows rows = rows(threeArms("dunnett").primary(StudyBuilder.mean("m")).primary(StudyBuilder.mean("k")), data);
        Estimate main = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "a", "");
        double z = -Normal.quantile(main.test().orElseThrow().pValue() / 2);
        AdjustedPValue adjusted = main.test().orElseThrow().adjusted().orElseThrow();
        assertThat(adjusted.procedure()).isEqualTo("Dunnett over 2 arms, Bonferroni over 2");
        assertThat(adjusted.value())
                .isCloseTo(
                        2 * Dunnett.of(Double.POSITIVE_INFINITY, 1, 1, 1).pValue(z, Alternative.TWO_SIDED),
                        within(2e-4));
    }

    @Test
    void dunnettNeedsSeveralArmsOfIndependentUnits() {
        assertThatThrownBy(() -> new StudyBuilder()
                        .primary(StudyBuilder.mean("m"))
                        .set("multiplicity", "primary", "dunnett")
                        .spec())
                .hasMessageContaining("there is one arm");
    }

    /** Four arms and no effect: Dunnett keeps .05, Bonferroni and Holm stay below, plain tests err in .14. */
    @Test
    void dunnettKeepsTheFamilywiseErrorAndUsesItUp() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(31);
        StudyBuilder study = new StudyBuilder()
                .arms(
                        new Arm("control", "control", 0.4, true),
                        new Arm("a", "a", 0.2, false),
                        new Arm("b", "b", 0.2, false),
                        new Arm("c", "c", 0.2, false))
                .primary(StudyBuilder.mean("m"));
        Map<String, Double> errors = new TreeMap<>();
        Map<String, ExperimentSpec> specs = new TreeMap<>();
        for (String procedure : List.of("dunnett", "holm", "bonferroni")) {
            specs.put(procedure, study.set("multiplicity", "primary", procedure).plain());
        }
        int studies = 10_000;
        for (int r = 0; r < studies; r++) {
            DataBuilder data =
                    new DataBuilder().block("m", "control", block(2000, random.nextGaussian() / Math.sqrt(2000), 1));
            for (String arm : List.of("a", "b", "c")) {
                data.block("m", arm, block(1000, random.nextGaussian() / Math.sqrt(1000), 1));
            }
            var drawn = data.data();
            specs.forEach((procedure, spec) -> {
                Rows rows = new Rows(Comparison.of(spec, drawn).outcomes());
                boolean wrong = false;
                boolean naive = false;
                for (String arm : List.of("a", "b", "c")) {
                    var test = ((Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, arm, ""))
                            .test()
                            .orElseThrow();
                    wrong |= test.adjusted().orElseThrow().value() <= 0.05;
                    naive |= test.pValue() <= 0.05;
                }
                errors.merge(procedure, wrong ? 1.0 / studies : 0, Double::sum);
                errors.merge("plain", naive ? 1.0 / (3 * studies) : 0, Double::sum);
            });
        }
        double band = 3 * Math.sqrt(0.05 * 0.95 / studies);
        assertThat(errors.get("dunnett")).isCloseTo(0.05, within(band));
        assertThat(errors.get("bonferroni")).isLessThan(errors.get("dunnett"));
        assertThat(errors.get("holm")).isEqualTo(errors.get("bonferroni"));
        assertThat(errors.get("plain")).isGreaterThan(0.11);
    }

    @Test
    void holmOverTwoPrimariesShowsSimultaneousIntervals() {
        Rows rows = rows(
                new StudyBuilder().primary(StudyBuilder.mean("m0")).primary(StudyBuilder.mean("m1")), data(0.2, 0.21));
        double larger = row(rows, "main", "m0").test().orElseThrow().pValue();
        double smaller = row(rows, "main", "m1").test().orElseThrow().pValue();
        AdjustedPValue first =
                row(rows, "main", "m1").test().orElseThrow().adjusted().orElseThrow();
        AdjustedPValue second =
                row(rows, "main", "m0").test().orElseThrow().adjusted().orElseThrow();
        assertThat(first.value()).isCloseTo(2 * smaller, within(1e-12));
        assertThat(second.value()).isCloseTo(Math.max(larger, 2 * smaller), within(1e-12));
        assertThat(first.procedure()).isEqualTo("Holm");
        assertThat(first.family()).contains("(2)");
        Interval shown = row(rows, "main", "m0").interval().orElseThrow();
        Interval plain = row(rows, "pointwise", "m0").interval().orElseThrow();
        assertThat(shown.coverage()).isEqualTo(Coverage.SIMULTANEOUS);
        assertThat(plain.coverage()).isEqualTo(Coverage.POINTWISE);
        assertThat(shown.level()).isEqualTo(0.95);
        // The normal quantiles of .9875 and .975 stand in this proportion; df near 2000 moves it by 1e-4.
        assertThat((shown.upper() - shown.lower()) / (plain.upper() - plain.lower()))
                .isCloseTo(2.241403 / 1.959964, within(1e-3));
    }

    @Test
    void falseDiscoveryKeepsPlainIntervalsAndAddsThoseOfTheSelected() {
        Rows rows = rows(
                new StudyBuilder()
                        .primary(StudyBuilder.mean("m0"))
                        .secondary(StudyBuilder.mean("m1"))
                        .secondary(StudyBuilder.mean("m2"))
                        .secondary(StudyBuilder.mean("m3")),
                data(0, 0.5, 0.02, 0.01));
        assertThat(row(rows, "main", "m1").interval().orElseThrow().coverage()).isEqualTo(Coverage.POINTWISE);
        assertThat(row(rows, "main", "m2")
                        .test()
                        .orElseThrow()
                        .adjusted()
                        .orElseThrow()
                        .procedure())
                .isEqualTo("Benjamini-Hochberg");
        Interval selected = row(rows, "multiplicity", "m1").interval().orElseThrow();
        assertThat(selected.coverage()).isEqualTo(Coverage.FALSE_COVERAGE_RATE);
        assertThat(selected.lower())
                .isLessThan(row(rows, "main", "m1").interval().orElseThrow().lower());
        assertThat(selected.method()).contains("1 of 3");
    }

    @Test
    void threeArmsMakeAFamilyOfTheirPrimary() {
        StudyBuilder study = new StudyBuilder()
                .arms(new Arm("control", "c", 0.4, true), new Arm("a", "a", 0.3, false), new Arm("b", "b", 0.3, false))
                .primary(StudyBuilder.mean("m0"));
        DataBuilder data = new DataBuilder()
                .block("m0", "control", block(1000, 10, 4))
                .block("m0", "a", block(1000, 10.2, 4))
                .block("m0", "b", block(1000, 10.3, 4));
        Rows rows = rows(study, data);
        for (String arm : List.of("a", "b")) {
            Estimate row = (Estimate) rows.one("main", "m0", "ate", Scale.DIFFERENCE, arm, "");
            assertThat(row.interval().orElseThrow().coverage()).isEqualTo(Coverage.SIMULTANEOUS);
            assertThat(row.estimand().reference()).isEqualTo("control");
            assertThat(row.n()).isEqualTo(2000);
        }
    }

    @Test
    void segmentsAreTheirOwnFamily() {
        DataBuilder data = data(0.2);
        for (String country : List.of("US", "GB", "DE")) {
            data.block("m0", new Cell("control", "2026-03-01", "country", country, false, block(300, 10, 4)));
            data.block("m0", new Cell("treatment", "2026-03-01", "country", country, false, block(300, 10.2, 4)));
        }
        Rows rows = rows(new StudyBuilder().primary(StudyBuilder.mean("m0")).slices("country"), data);
        Estimate row = (Estimate) rows.one("main", "m0", "ate", Scale.DIFFERENCE, "treatment", "country=GB");
        assertThat(row.test().orElseThrow().adjusted().orElseThrow().family())
                .isEqualTo("primary metrics x arms x segments (3)");
        assertThat(row(rows, "main", "m0").test().orElseThrow().adjusted()).isEmpty();
    }

    @Test
    void noneLeavesEverythingPlain() {
        Rows rows = rows(
                new StudyBuilder()
                        .primary(StudyBuilder.mean("m0"))
                        .primary(StudyBuilder.mean("m1"))
                        .set("multiplicity", "primary", "none"),
                data(0.2, 0.3));
        assertThat(row(rows, "main", "m0").test().orElseThrow().adjusted()).isEmpty();
        assertThat(rows.has("pointwise")).isFalse();
    }
}
