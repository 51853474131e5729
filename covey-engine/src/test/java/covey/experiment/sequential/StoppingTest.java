package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.experiment.DataBuilder;
import covey.experiment.Experiment;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Comparison;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Goal;
import covey.result.Outcome;
import covey.result.Severity;
import covey.stats.interval.Bounds;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.SpendingFunction;
import covey.stats.sequential.StagewiseInference;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoppingTest {
    /** Days of the looks; the first week passes with the third. */
    private static final int[] DAYS = {3, 5, 8, 14};

    private static final Rule.GroupSequential POCOCK = new Rule.GroupSequential(new SpendingFunction.LanDeMetsPocock());
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    private static Path path(double[] z, int looks) {
        List<Path.Point> points = new ArrayList<>();
        for (int k = 0; k < looks; k++) {
            double t = DAYS[k] / 14.0;
            double error = 1 / Math.sqrt(t);
            points.add(new Path.Point("day " + DAYS[k], z[k] * error, error, z[k], 1000 * t, t));
        }
        return new Path(points, looks == DAYS.length ? Last.FINAL : Last.INTERIM, 1000);
    }

    /** z at the looks for a drift at the end. */
    private static double[] draw(RandomGenerator random, double drift) {
        double[] z = new double[DAYS.length];
        double score = 0;
        double before = 0;
        for (int k = 0; k < z.length; k++) {
            double t = DAYS[k] / 14.0;
            score += drift * (t - before) + random.nextGaussian() * Math.sqrt(t - before);
            before = t;
            z[k] = score / Math.sqrt(t);
        }
        return z;
    }

    private record Seen(double coverage, double medianBias) {}

    private static Seen simulate(double drift, Stopping believed, int repetitions) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260326);
        double[] bounds = POCOCK.criticals(path(new double[DAYS.length], DAYS.length), 0.05);
        int covered = 0;
        int above = 0;
        for (int r = 0; r < repetitions; r++) {
            double[] z = draw(random, drift);
            int stop = 1;
            while (stop < DAYS.length
                    && !(z[stop - 1] <= -bounds[stop - 1] || (stop >= 3 && z[stop - 1] >= bounds[stop - 1]))) {
                stop++;
            }
            StagewiseInference inference = POCOCK.stopped(path(z, stop), 0.05, believed);
            Bounds interval = inference.interval(0.95);
            covered += interval.lower() <= drift && drift <= interval.upper() ? 1 : 0;
            above += inference.medianUnbiased() > drift ? 1 : 0;
        }
        return new Seen((double) covered / repetitions, (double) above / repetitions - 0.5);
    }

    /**
     * Pocock looks on days 3, 5, 8 and 14, no stop for efficacy before a week: 1,000 studies, within the 99.9 % binomial
     * band. With the bounds of days 3 and 5 among those that stop, as if a crossing there had ended the study, the
     * interval of a large effect hardly ever covers.
     */
    @ParameterizedTest
    @CsvSource({"8.6, 0.05", "3.5, 1"})
    void looksThatCannotStopCorrectNothing(double drift, double highestOfTheOldWay) {
        Seen now = simulate(drift, new Stopping(Goal.INCREASE, 3), 1000);
        assertThat(now.coverage()).isBetween(0.925, 0.972);
        assertThat(now.medianBias()).isBetween(-0.052, 0.052);
        assertThat(simulate(drift, new Stopping(Goal.INCREASE, 1), 200).coverage())
                .isLessThan(highestOfTheOldWay);
    }

    /** A bound that stops on both sides at all looks is the two-sided test of before; the sign of a goal mirrors all. */
    @Test
    void theDirectionOfTheGoalMirrorsTheEstimate() {
        double[] z = {2.6, 2.7, 2.9, 0};
        double[] mirrored = {-2.6, -2.7, -2.9, 0};
        StagewiseInference up = POCOCK.stopped(path(z, 3), 0.05, new Stopping(Goal.INCREASE, 3));
        StagewiseInference down = POCOCK.stopped(path(mirrored, 3), 0.05, new Stopping(Goal.DECREASE, 3));
        assertThat(down.medianUnbiased()).isCloseTo(-up.medianUnbiased(), within(1e-6));
        assertThat(down.pValue()).isCloseTo(up.pValue(), within(1e-9));
        // nothing but harm could stop before: the estimate is the plain one, but for that
        assertThat(up.medianUnbiased()).isCloseTo(2.9 * Math.sqrt(14 / 8.0), within(0.01));
    }

    private static DataBuilder data(long n, double d) {
        return new DataBuilder()
                .units("control", "2026-03-01", n)
                .units("treatment", "2026-03-01", n)
                .block("clicks", "control", DataBuilder.block(n, 10, 1))
                .block("clicks", "treatment", DataBuilder.block(n, 10 + d, 1));
    }

    private static StudyBuilder study(String day) {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks")).asOf(day + "T00:00:00Z");
    }

    private static LookHistory recorded(ExperimentSpec spec, ExperimentData data) {
        List<Look> looks = new ArrayList<>(data.looks().looks());
        for (Standing s : Comparison.of(spec, data).standings()) {
            Path.Point p = s.path().latest();
            looks.add(new Look(
                    p.at(),
                    "run",
                    s.metric().name(),
                    s.arm(),
                    p.estimate(),
                    p.standardError(),
                    p.z(),
                    p.units(),
                    p.clock(),
                    LookHistory.Last.valueOf(s.path().last().name()),
                    s.verdict().bound(),
                    s.verdict().recommendation().code(),
                    s.path().plannedUnits(),
                    s.plan()));
        }
        return new LookHistory(looks);
    }

    private static List<Outcome> analyses(ExperimentSpec spec, ExperimentData data, String metric) {
        return Comparison.of(spec, data).outcomes().stream()
                .filter(o -> o.estimand().metric().equals(metric)
                        && List.of("stopped", "overrun", "bias_adjusted")
                                .contains(o.estimand().analysis()))
                .toList();
    }

    /** A secondary metric and a guardrail cross too, and stop nothing: their estimates need no correction. */
    @Test
    void metricsThatStopNothingAreNotCorrected() {
        StudyBuilder builder = study("2026-03-09")
                .secondary(StudyBuilder.mean("visits"))
                .guardrail(StudyBuilder.mean("errors"), 0.01, covey.result.Scale.RELATIVE_DIFFERENCE);
        DataBuilder data = data(5000, 0.3);
        for (String metric : List.of("visits", "errors")) {
            data.block(metric, "control", DataBuilder.block(5000, 10, 1))
                    .block(metric, "treatment", DataBuilder.block(5000, 10.3, 1));
        }
        assertThat(analyses(builder.plain(), data.data(), "clicks")).isNotEmpty();
        assertThat(analyses(builder.plain(), data.data(), "visits")).isEmpty();
        assertThat(analyses(builder.plain(), data.data(), "errors")).isEmpty();
    }

    @Test
    void thePageSaysWhatLooksBeforeTheFirstWeekSpent() {
        ExperimentSpec pocock =
                study("2026-03-04").set("monitoring", "spending", "pocock").plain();
        assertThat(said(pocock, data(5000, 0.01).data(), "looks"))
                .contains("Looks before day 7 stop for harm alone and have spent");
        assertThat(said(study("2026-03-03").plain(), data(5000, 0.01).data(), "looks"))
                .doesNotContain("stop for harm alone");
    }

    private static String said(ExperimentSpec spec, ExperimentData data, String check) {
        return new Experiment()
                .estimate(spec, data, RANDOM).diagnostics().stream()
                        .filter(d -> d.check().equals(check))
                        .map(Diagnostic::message)
                        .collect(Collectors.joining(" "));
    }

    /** Harm still stops; nothing else does after a stop for futility that was binding. */
    @ParameterizedTest
    @CsvSource({
        "binding, 0.2, stop_for_futility, 1",
        "non_binding, 0.2, stop_for_efficacy, 2",
        "binding, -0.2, stop_for_harm, 2"
    })
    void anIgnoredBindingStopEstablishesNothing(String rule, double later, String recommendation, String decided) {
        ExperimentSpec first =
                study("2026-03-09").set("monitoring", "futility", rule).plain();
        ExperimentData futile = data(5000, -0.03).data();
        Standing then = Comparison.of(first, futile).standings().getFirst();
        assertThat(then.verdict().recommendation()).isEqualTo(Recommendation.STOP_FOR_FUTILITY);
        ExperimentSpec second =
                study("2026-03-11").set("monitoring", "futility", rule).plain();
        ExperimentData more = data(7000, later).data().after(recorded(first, futile));
        var findings = new Experiment().estimate(second, more, RANDOM);
        Diagnostic standing = findings.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring"))
                .findFirst()
                .orElseThrow();
        assertThat(standing.values())
                .containsEntry("recommendation", recommendation)
                .containsEntry("decided_at_look", decided);
        assertThat(findings.diagnostics().stream()
                        .filter(d -> d.check().equals("monitoring_plan") && d.severity() == Severity.WARNING)
                        .map(Diagnostic::message))
                .hasSize(rule.equals("binding") ? 1 : 0)
                .allMatch(m -> m.contains("look 1 of 2026-03-09") && m.contains("nothing establishes an effect"));
    }

    /**
     * Four equal O'Brien-Fleming looks with binding futility for power .8, 200,000 studies without an effect, none of
     * which stops for futility. Any crossing counts: above .027 in one side. Crossings after a binding stop count for
     * nothing: .025. Bounds without futility for those that went on would not do.
     */
    @Test
    void onlyClaimingNothingKeepsTheErrorOfBindingBounds() {
        double alpha = 0.05;
        var binding =
                new Rule.GroupSequential(new SpendingFunction.LanDeMetsOBrienFleming(), FutilityRule.BINDING, 0.8);
        Path path = equal(4);
        double[] bounds = binding.criticals(path, alpha);
        double[] free = binding.notBinding().criticals(path, alpha);
        double[] futile = new double[4];
        for (int k = 1; k < 4; k++) {
            futile[k - 1] = binding.futility(path.until(k), alpha);
        }
        futile[3] = Double.NEGATIVE_INFINITY;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        int repetitions = 200_000;
        int any = 0;
        int kept = 0;
        int fallen = 0;
        for (int r = 0; r < repetitions; r++) {
            double score = 0;
            boolean gone = false;
            boolean crossed = false;
            boolean before = false;
            boolean after = false;
            for (int k = 0; k < 4; k++) {
                score += random.nextGaussian();
                double z = score / Math.sqrt(k + 1);
                crossed |= z >= bounds[k];
                before |= !gone && z >= bounds[k];
                after |= gone && z >= free[k];
                gone |= !before && z <= futile[k];
            }
            any += crossed ? 1 : 0;
            kept += before ? 1 : 0;
            fallen += before || after ? 1 : 0;
        }
        assertThat((double) any / repetitions).isGreaterThan(0.027);
        assertThat((double) fallen / repetitions).isGreaterThan(0.0265);
        assertThat((double) kept / repetitions).isCloseTo(0.025, within(0.00115));
    }

    /** Read first on day 1 or on day 14, the same data have the same bound when the study has a plan. */
    @ParameterizedTest
    @ValueSource(strings = {"confidence_sequence", "msprt"})
    void aSequenceIsTunedByThePlanAndNotByTheFirstLook(String method) {
        LookHistory plan = LookHistory.NONE.beside(
                List.of(new LookHistory.Planned("clicks", "treatment", 12_000, Math.sqrt(4 / 12_000.0))));
        double planned = latest(method, plan).getLast();
        List<Double> peeked = latest(
                method,
                recorded(spec(method, "2026-03-02"), data(2000, 0.01).data().after(plan))
                        .beside(plan.planned()));
        assertThat(peeked.getLast()).isCloseTo(planned, within(1e-3));
        assertThat(peeked).hasSize(2);
        // without a plan the first day's rush makes a plan of its own, and other bounds
        double alone = latest(method, LookHistory.NONE).getLast();
        double rushed = latest(
                        method,
                        recorded(spec(method, "2026-03-02"), data(2000, 0.01).data()))
                .getLast();
        assertThat(rushed).isGreaterThan(alone + 0.1);
    }

    /** Clicks to date: a unit's variance grows with its days, and the plan knows how large it will be. */
    @Test
    void anOutcomeThatAccumulatesIsTunedAtTheInformationOfTheEnd() {
        Path.Point first = new Path.Point("1", 0.1, Math.sqrt(4 / 2000.0), 1, 2000, 0.1);
        Path.Point end = new Path.Point("2", 0.3, Math.sqrt(4 * 30 / 12_000.0), 3, 12_000, 1);
        double units = first.unitsAt(end.units(), end.standardError());
        double bound = new Rule.Sequence(Rule.Sequence.Kind.ASYMPTOTIC)
                .critical(new Path(List.of(first, end), Last.FINAL, units), 0.05);
        // the narrowest that the sequence can be: a v of 8.2 and the factor 1.55 over 1.96
        assertThat(bound).isCloseTo(3.04, within(0.01));
    }

    private static ExperimentSpec spec(String method, String day) {
        return study(day).set("monitoring", "method", method).plain();
    }

    /** Bounds of all looks up to the eighth of March, when 8,000 units are in. */
    private static List<Double> latest(String method, LookHistory before) {
        Standing s = Comparison.of(
                        spec(method, "2026-03-08"), data(4000, 0.02).data().after(before))
                .standings()
                .getFirst();
        return java.util.Arrays.stream(s.rule().criticals(s.path(), s.alpha()))
                .boxed()
                .toList();
    }

    private static Path equal(int looks) {
        List<Path.Point> points = new ArrayList<>();
        for (int k = 1; k <= looks; k++) {
            points.add(new Path.Point("look " + k, 0, 1 / Math.sqrt(k), 0, 100 * k, (double) k / looks));
        }
        return new Path(points, Last.FINAL, 100.0 * looks);
    }
}
