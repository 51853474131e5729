package covey.experiment.twosided;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.TwoSidedData;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.Comparer;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Effect;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Findings;
import covey.method.Study;
import covey.metric.Location;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A market of net amounts about zero, so that treatment leaves the variance of totals as it is, as the plan assumes: 400 users and 60 shops: both sides randomised at once, each with an effect of its own on the same sales. The
 * power that the plan promises of each side, with the error shared over both, is the share of 10,000 markets in which the
 * run's estimator shows it, within three Monte-Carlo standard errors.
 */
@Tag("slow")
class TwoSidedPowerTest {
    private static final int USERS = 400;
    private static final int SHOPS = 60;
    private static final int PURCHASES = 3;
    private static final double TREATED_SHOPS = 0.25;
    private static final int STUDIES = 10_000;
    private static final double USER_EFFECT = 0.35;
    private static final double SHOP_EFFECT = 0.35;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Study study() {
        Study alone = new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("design", "type", "two_sided")
                .set(
                        "design",
                        "randomize",
                        List.of(Map.of("unit", "user", "share", 0.5), Map.of("unit", "shop", "share", TREATED_SHOPS)))
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "fixed")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28")
                .primary(StudyBuilder.mean("bought"))
                .study();
        List<Study.MetricUse> uses = List.of(
                use("bought", PURCHASES * USER_EFFECT, ""),
                use("sold", (double) PURCHASES * USERS / SHOPS * SHOP_EFFECT, "shop"));
        return alone.asSide(alone.unit(), alone.treatment(), uses, alone.slices(), alone.design());
    }

    private static Study.MetricUse use(String metric, double effect, String unit) {
        return new Study.MetricUse(
                StudyBuilder.mean(metric),
                Role.PRIMARY,
                OptionalDouble.empty(),
                Scale.DIFFERENCE,
                OptionalDouble.of(effect),
                Scale.DIFFERENCE,
                Location.NONE,
                unit);
    }

    /** Totals of a market by side and arm: [user or shop][control or treatment]. */
    private static Moments[][] market(RandomGenerator random, double userEffect, double shopEffect) {
        double[] bought = new double[USERS];
        double[] sold = new double[SHOPS];
        boolean[] users = treated(random, USERS, USERS / 2);
        boolean[] shops = treated(random, SHOPS, (int) Math.round(SHOPS * TREATED_SHOPS));
        for (int user = 0; user < USERS; user++) {
            double own = random.nextGaussian();
            for (int i = 0; i < PURCHASES; i++) {
                int shop = random.nextInt(SHOPS);
                double amount = own
                        + 2 * random.nextGaussian()
                        + (users[user] ? userEffect : 0)
                        + (shops[shop] ? shopEffect : 0);
                bought[user] += amount;
                sold[shop] += amount;
            }
        }
        return new Moments[][] {arms(bought, users), arms(sold, shops)};
    }

    private static boolean[] treated(RandomGenerator random, int all, int number) {
        boolean[] treated = new boolean[all];
        int left = number;
        for (int i = 0; i < all; i++) {
            if (random.nextInt(all - i) < left) {
                treated[i] = true;
                left--;
            }
        }
        return treated;
    }

    private static Moments[] arms(double[] values, boolean... treated) {
        MomentAccumulator control = new MomentAccumulator(1);
        MomentAccumulator treatment = new MomentAccumulator(1);
        for (int i = 0; i < values.length; i++) {
            (treated[i] ? treatment : control).add(values[i]);
        }
        return new Moments[] {control.moments(), treatment.moments()};
    }

    /** Two thousand markets in which nothing was done, with the size of one. */
    private static TwoSidedData history() {
        RandomGenerator random = random(51);
        Moments users = Moments.empty(1);
        Moments shops = Moments.empty(1);
        for (int i = 0; i < 2_000; i++) {
            Moments[][] market = market(random, 0, 0);
            users = users.plus(market[0][0]).plus(market[0][1]);
            shops = shops.plus(market[1][0]).plus(market[1][1]);
        }
        return new TwoSidedData(List.of(side("bought", USERS, users), side("sold", SHOPS, shops)));
    }

    private static ExperimentData side(String metric, long n, Moments seen) {
        double population = seen.variance(0) * (n - 1) / n;
        Moments block = Moments.ofPopulation(n, new double[] {seen.mean(0)}, new double[][] {{population}});
        DataBuilder data = new DataBuilder();
        data.units("history", "2026-02-01", n / 2).units("history", "2026-02-08", n - n / 2);
        data.snapshot(metric, "history", "2026-02-07", block)
                .snapshot(metric, "history", "2026-02-14", block)
                .block(metric, "history", block);
        return data.data();
    }

    private static double promised(Findings plan, String metric) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().metric().equals(metric)
                        && o.estimand().name().equals("power")
                        && o.estimand().at().isEmpty())
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    private static double units(Findings plan, String side) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().name().equals("units")
                        && !o.estimand().at().containsKey("week")
                        && o.estimand().at().getOrDefault("side", "").equals(side))
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachSideHasThePowerItsPlanPromises() {
        TwoSidedDesign design = new TwoSidedDesign();
        TwoSidedPlanSpec spec = design.specify(study());
        Findings plan = design.estimate(spec, history(), random(1));
        // the plan is of as many units as the market that is simulated
        assertThat(units(plan, "")).isEqualTo(USERS);
        assertThat(units(plan, "shop")).isEqualTo(SHOPS);
        RandomGenerator random = random(52);
        int[] shown = new int[2];
        int[] uncorrected = new int[2];
        for (int study = 0; study < STUDIES; study++) {
            Moments[][] market = market(random, USER_EFFECT, SHOP_EFFECT);
            for (int side = 0; side < 2; side++) {
                ExperimentSpec own = spec.sides().get(side).experiment();
                MetricPlan metric = own.metrics().getFirst();
                Map<String, Moments> arms = Map.of("control", market[side][0], "treatment", market[side][1]);
                Effect effect = (Effect) new Comparer(own, metric, CovariateColumns.of(metric, 1))
                        .adjusted(new ArmMoments(1, arms), "treatment");
                boolean up = effect.contrast().difference() > 0;
                shown[side] += up && effect.test().pValue() < 0.025 ? 1 : 0;
                uncorrected[side] += up && effect.test().pValue() < 0.05 ? 1 : 0;
            }
        }
        List<String> metrics = List.of("bought", "sold");
        for (int side = 0; side < 2; side++) {
            double power = promised(plan, metrics.get(side));
            double allowed = 3 * Math.sqrt(power * (1 - power) / STUDIES);
            assertThat(power).isBetween(0.3, 0.97);
            assertThat(shown[side] / (double) STUDIES)
                    .as(metrics.get(side))
                    .isBetween(power - allowed, power + allowed);
            // a plan that corrects each side alone promises what the run does not give
            assertThat(uncorrected[side] / (double) STUDIES).isGreaterThan(power + allowed);
        }
    }
}
