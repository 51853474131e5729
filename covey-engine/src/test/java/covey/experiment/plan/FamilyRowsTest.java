package covey.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData.PairCell;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Estimate;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.Dunnett;
import covey.stats.power.FamilyCorrelation;
import covey.stats.power.FamilyPower;
import covey.stats.regression.Cholesky;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Power of all and of any, and where the correlations behind it come from. */
class FamilyRowsTest {
    private static final ExperimentDesign DESIGN = new ExperimentDesign();

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }

    private static StudyBuilder study() {
        return new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "fixed")
                .set("multiplicity", "primary", "bonferroni")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28");
    }

    private static DataBuilder data(String... metrics) {
        DataBuilder data = new DataBuilder();
        int[] units = {1000, 1500, 1900, 2200};
        for (int week = 0; week < 4; week++) {
            data.units(
                    "history",
                    LocalDate.of(2026, 2, 1).plusDays(7L * week + 2).toString(),
                    units[week] - (week == 0 ? 0 : units[week - 1]));
        }
        for (String metric : metrics) {
            for (int week = 1; week <= 4; week++) {
                data.snapshot(
                        metric,
                        "history",
                        LocalDate.of(2026, 1, 31).plusDays(7L * week).toString(),
                        DataBuilder.block(units[week - 1], 2.0 + week, 10.0 * week));
            }
            data.block(metric, "history", DataBuilder.block(2200, 6, 40));
        }
        return data;
    }

    private static double row(Findings findings, String name, String key, String value) {
        return findings.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name)
                        && value.equals(o.estimand().at().get(key)))
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " at " + key + " " + value));
    }

    private static double power(Findings findings) {
        return findings.outcomes().stream()
                .filter(o -> o.estimand().name().equals("power"))
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<String> said(Findings findings) {
        String message = findings.diagnostics().stream()
                .filter(d -> d.check().equals("plan_family"))
                .findFirst()
                .orElseThrow()
                .message();
        return message::contains;
    }

    /** Two metrics of equal power p: uncorrelated, all is p² and any 1 − (1 − p)². */
    @Test
    void metricsThatCannotBeReadTogetherHaveABracket() {
        PlanSpec spec = DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                .mde(0.15)
                .primary(StudyBuilder.mean("likes"))
                .mde(0.15)
                .study());
        Findings findings = DESIGN.estimate(spec, data("clicks", "likes").data(), random());
        double p = power(findings);
        assertThat(row(findings, "power_all", "correlation", "0.0")).isCloseTo(p * p, within(0.006));
        assertThat(row(findings, "power_any", "correlation", "0.0")).isCloseTo(1 - (1 - p) * (1 - p), within(0.006));
        assertThat(row(findings, "power_all", "correlation", "0.5"))
                .isGreaterThan(row(findings, "power_all", "correlation", "0.0"));
        assertThat(said(findings))
                .accepts("metrics correlating by 0 to 0.5, since no unit of the history has both clicks and likes");
    }

    /** The same with a correlation of .8 in the history, and one metric that falls: −.8 between what is shown. */
    @Test
    void metricsCorrelateAsInTheHistory() {
        PlanSpec spec = DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                .mde(0.15)
                .primary(StudyBuilder.metric(
                        "errors",
                        new covey.metric.Measure.Mean(StudyBuilder.sum("events")),
                        covey.result.MetricInfo.Goal.DECREASE))
                .mde(0.15)
                .study());
        double[][] together = {{20, 16}, {16, 20}};
        Findings findings = DESIGN.estimate(
                spec,
                data("clicks", "errors")
                        .pair("clicks", "errors", 1, Moments.ofPopulation(2200, new double[] {6, 6}, together))
                        .data(),
                random());
        double theta = Normal.quantile(power(findings)) - Normal.quantile(0.0125);
        // the mirror image: both rise, the correlation falls
        FamilyPower expected = FamilyPower.simulated(
                PValueAdjustment.BONFERRONI,
                0.05,
                new double[] {theta, theta},
                FamilyCorrelation.common(1, 0).of(new double[][] {{1, -0.8}, {-0.8, 1}}),
                99);
        assertThat(row(findings, "power_all", "correlation", "history")).isCloseTo(expected.all(), within(0.006));
        assertThat(row(findings, "power_any", "correlation", "history")).isCloseTo(expected.any(), within(0.006));
        assertThat(row(findings, "metric_correlation", "with", "errors")).isCloseTo(0.8, within(1e-12));
        assertThat(said(findings)).accepts("metrics as in the history, clicks and errors by 0.8 over 2,200 users");
        assertThat(findings.outcomes())
                .noneMatch(o -> "0.0".equals(o.estimand().at().get("correlation")));
    }

    /** Shares .5, .25, .25 of one metric: 1/3, whatever the history says. */
    @Test
    void armsCorrelateAsTheirSharesMakeThem() {
        PlanSpec spec = DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                .mde(0.15)
                .arms(
                        new Study.Arm("control", "control", 0.5, true),
                        new Study.Arm("a", "a", 0.25, false),
                        new Study.Arm("b", "b", 0.25, false))
                .study());
        Findings findings = DESIGN.estimate(spec, data("clicks").data(), random());
        double z = -Normal.quantile(0.0125);
        double theta = Normal.quantile(power(findings)) + z;
        FamilyPower expected =
                Dunnett.of(Double.POSITIVE_INFINITY, 0.5, 0.25, 0.25).power(z, theta, theta);
        assertThat(row(findings, "power_all", "correlation", "design")).isCloseTo(expected.all(), within(0.006));
        assertThat(row(findings, "power_any", "correlation", "design")).isCloseTo(expected.any(), within(0.006));
        assertThat(row(findings, "arm_correlation", "with", "b")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(DESIGN.workings(spec, data("clicks").data(), new Working.Asked("clicks", "a", "")))
                .anyMatch(w -> w.body().contains("comparisons of one metric correlating by 0.333"));
    }

    /** A ratio and a mean, with and without covariates, against values of single units. */
    @Test
    void correlationsAreThoseOfWhatIsCompared() {
        RandomGenerator random = random();
        double[][] rows = new double[500][];
        for (int i = 0; i < rows.length; i++) {
            double x = random.nextGaussian();
            double d = 4 + random.nextDouble();
            double y = 2 * d + x + random.nextGaussian();
            rows[i] = new double[] {
                y, d, x + random.nextGaussian(), 3 + random.nextDouble(), y + 3 * x + random.nextGaussian(), x
            };
        }
        ExperimentSpec spec = new StudyBuilder()
                .primary(StudyBuilder.ratio("rate"))
                .primary(StudyBuilder.mean("clicks"))
                .spec();
        MetricPlan rate = spec.metrics().get(0);
        MetricPlan clicks = spec.metrics().get(1);
        double mean = column(rows, 0).sum() / column(rows, 1).sum();
        double[] linear = IntStream.range(0, rows.length)
                .mapToDouble(i -> rows[i][0] - mean * rows[i][1])
                .toArray();
        Moments all = Moments.ofRows(rows);
        assertThat(MetricCorrelations.correlation(rate, clicks, new PairCell("rate", "clicks", 4, all)))
                .isCloseTo(
                        pearson(left(linear, rows, 2, 3), left(column(rows, 4).toArray(), rows, 5)), within(1e-9));
        ExperimentSpec plain = new StudyBuilder()
                .primary(StudyBuilder.ratio("rate"))
                .primary(StudyBuilder.mean("clicks"))
                .plain();
        assertThat(MetricCorrelations.correlation(
                        plain.metrics().get(0),
                        plain.metrics().get(1),
                        new PairCell("rate", "clicks", 2, all.select(0, 1, 4))))
                .isCloseTo(pearson(linear, column(rows, 4).toArray()), within(1e-9));
    }

    private static java.util.stream.DoubleStream column(double[][] rows, int j) {
        return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][j]);
    }

    /** Residuals of a regression on centred columns. */
    private static double[] left(double[] y, double[][] rows, int... covariates) {
        int k = covariates.length;
        double[][] x = new double[k][];
        for (int a = 0; a < k; a++) {
            double mean = column(rows, covariates[a]).average().orElseThrow();
            x[a] = column(rows, covariates[a]).map(v -> v - mean).toArray();
        }
        double[][] products = new double[k][k];
        double[] right = new double[k];
        for (int a = 0; a < k; a++) {
            right[a] = dot(x[a], y);
            for (int b = 0; b < k; b++) {
                products[a][b] = dot(x[a], x[b]);
            }
        }
        double[] slopes = Cholesky.solve(products, right);
        return IntStream.range(0, y.length)
                .mapToDouble(i -> y[i]
                        - IntStream.range(0, k)
                                .mapToDouble(a -> slopes[a] * x[a][i])
                                .sum())
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double pearson(double[] a, double[] b) {
        return Moments.ofColumns(a, b).covariance(0, 1)
                / Math.sqrt(
                        Moments.ofColumns(a).variance(0) * Moments.ofColumns(b).variance(0));
    }
}
