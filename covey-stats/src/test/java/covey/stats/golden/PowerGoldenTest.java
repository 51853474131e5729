package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.moment.Moments;
import covey.stats.power.BayesianPower;
import covey.stats.power.BayesianPower.Prior;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Dunnett;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PowerGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("power");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode in = golden.inputs();
        golden.check(
                switch (golden.method()) {
                    case "n per arm (z)", "n per arm (z), CUPED" -> Map.of("n_per_arm", perArm(in));
                    case "total n" -> totals(in);
                    case "delta variance" -> deltaVariance(in);
                    case "mid-experiment power" -> additional(in);
                    case "Bayesian power" -> bayesian(in);
                    case "Dunnett" -> Map.of("critical", dunnett(in));
                    default -> throw new IllegalArgumentException(golden.method());
                });
    }

    private static double perArm(JsonNode in) {
        double sd = in.get("sd").asDouble();
        Outcome mean =
                Outcome.ofMean(0, sd * sd).known().correlated(in.path("rho").asDouble(0));
        return new Comparison(
                                mean,
                                Split.even(),
                                Claim.difference(in.path("alpha").asDouble(0.05)))
                        .units(in.get("mde").asDouble(), in.path("power").asDouble(0.8))
                        .orElseThrow()
                / 2;
    }

    /** The engine takes the variance of the baseline for both arms; Covey's and G*Power's treated arm has its own. */
    private static Map<String, Double> totals(JsonNode in) {
        boolean proportion = in.has("baseline_proportion");
        double p = in.path("baseline_proportion").asDouble();
        int arms = in.path("treatments").asInt(2);
        double mde = in.path(proportion ? "absolute_percentage_mde" : "average_absolute_mde")
                .asDouble();
        Outcome engine = Outcome.ofMean(
                        p,
                        proportion ? p * (1 - p) : in.get("baseline_variance").asDouble())
                .known();
        Outcome own = proportion ? Outcome.ofProportion(p) : engine;
        Claim claim = Claim.difference(in.get("alpha").asDouble());
        double power = in.get("power").asDouble();
        return Map.of(
                "n_total_engine",
                new Comparison(engine, Split.among(arms), claim)
                        .units(mde, power)
                        .orElseThrow(),
                "n_total_gpower",
                new Comparison(own, Split.among(arms), claim).units(mde, power).orElseThrow());
    }

    private static Map<String, Double> deltaVariance(JsonNode in) {
        double vc = in.get("varA").asDouble() / in.get("nA").asDouble();
        double vt = in.get("varB").asDouble() / in.get("nB").asDouble();
        double control = in.get("meanA").asDouble();
        Contrast contrast =
                new Contrast(in.get("meanB").asDouble() - control, vc + vt, Double.POSITIVE_INFINITY, control, vc, -vc);
        double lift = contrast.deltaLiftStandardError();
        return Map.of("absolute", contrast.variance(), "relative", lift * lift);
    }

    /** The engine tests the lift by the delta method, whose variance stands in for that of the difference here. */
    private static Map<String, Double> additional(JsonNode in) {
        Moments control = ReferenceInputs.moments(in.get("control"));
        Moments treatment = ReferenceInputs.moments(in.get("treatment"));
        double lift = MeanDifference.contrast(control, treatment, 0).deltaLiftStandardError();
        double units = control.n() + treatment.n();
        Outcome outcome = Outcome.ofMean(1, lift * lift * units / 4).known();
        JsonNode prior = in.get("prior");
        double sd = prior.isNull()
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(prior.get("variance").asDouble());
        Prior belief = new Prior(prior.path("mean").asDouble(0), sd, Scale.ABSOLUTE);
        double mde = in.get("target_mde").asDouble();
        double needed = new BayesianPower(outcome, Split.even(), belief, 0.95)
                .units(mde, 0.8)
                .orElseThrow();
        if (prior.isNull()) {
            assertThat(new Comparison(outcome, Split.even(), Claim.difference(0.05))
                            .units(mde, 0.8)
                            .orElseThrow())
                    .isCloseTo(needed, within(1e-6 * needed));
        }
        assertThat(needed).isGreaterThan(units);
        return Map.of("scaling_factor", needed / units - 1, "additional_users", needed - units);
    }

    private static Map<String, Double> bayesian(JsonNode in) {
        double sd = in.get("sd").asDouble();
        double mean = in.get("mean").asDouble();
        double units = 2 * in.get("n_per_arm").asDouble();
        Outcome outcome = Outcome.ofMean(mean, sd * sd).known();
        double priorMean = in.get("prior_mean").asDouble();
        double priorSd = in.get("prior_sd").asDouble();
        BayesianPower relative =
                new BayesianPower(outcome, Split.even(), new Prior(priorMean, priorSd, Scale.RELATIVE), 0.95);
        BayesianPower absolute = new BayesianPower(
                outcome, Split.even(), new Prior(priorMean * mean, priorSd * mean, Scale.ABSOLUTE), 0.95);
        double relativeMde = relative.detectable(units, 0.8).orElseThrow();
        double absoluteMde = absolute.detectable(units, 0.8).orElseThrow();
        return Map.of(
                "mde_relative_lift",
                relativeMde,
                "mde_when_test_is_on_absolute_scale",
                absoluteMde / mean,
                "power_at_relative_mde",
                relative.power(units, 0.07025),
                "power_at_absolute_mde",
                absolute.power(units, 0.06782 * mean));
    }

    private static double[] dunnett(JsonNode in) {
        double[] df = GoldenCase.numbers(in.get("df"));
        double[] sides = GoldenCase.numbers(in.get("sides"));
        double[] critical = new double[df.length];
        for (int i = 0; i < df.length; i++) {
            critical[i] = Dunnett.of(df[i], GoldenCase.numbers(in.get("shares").get(i)))
                    .critical(0.05, sides[i] == 2 ? Alternative.TWO_SIDED : Alternative.GREATER);
        }
        return critical;
    }
}
