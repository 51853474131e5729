package covey.experiment.twosided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.LookHistory;
import covey.data.TwoSidedData;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.sequential.InterimLook;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Location;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.Alternative;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Both sides of a market are followed, each by the looks at its own metrics. */
class TwoSidedLooksTest {
    private static final TwoSidedExperiment METHOD = new TwoSidedExperiment();
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    private static TwoSidedSpec spec() {
        Map<String, Object> user = Map.of("unit", "user");
        Map<String, Object> author = Map.of("unit", "author", "exposures", "author_exposures");
        Study alone = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", "two_sided")
                .set("design", "randomize", List.of(user, author))
                .set("analysis", "adjustment", "none")
                .asOf("2026-03-08T00:00:00Z")
                .study();
        List<MetricUse> uses = new ArrayList<>(alone.metrics());
        uses.add(new MetricUse(
                StudyBuilder.mean("of_author"),
                Role.PRIMARY,
                OptionalDouble.empty(),
                Scale.RELATIVE_DIFFERENCE,
                OptionalDouble.empty(),
                Scale.RELATIVE_DIFFERENCE,
                Location.NONE,
                "author"));
        return METHOD.specify(alone.asSide(alone.unit(), alone.treatment(), uses, alone.slices(), alone.design()));
    }

    private static ExperimentData side(String metric, long n) {
        return new DataBuilder()
                .units("control", "2026-03-01", n)
                .units("treatment", "2026-03-01", n)
                .block(metric, "control", DataBuilder.block(n, 10, 1))
                .block(metric, "treatment", DataBuilder.block(n, 10.01, 1))
                .data();
    }

    private static List<Diagnostic> standings(TwoSidedData data) {
        return Rows.of(METHOD.estimate(spec(), data, RANDOM).diagnostics(), "monitoring");
    }

    @Test
    void everyLookCountsOnItsSideAndTheSidesShareTheError() {
        TwoSidedData first = new TwoSidedData(List.of(side("m", 3000), side("of_author", 300)));
        InterimLook.judged(METHOD.estimate(spec(), first, RANDOM), 2);
        double half = GroupSequentialDesign.of(
                        0.025, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming())
                .bounds(0.5)
                .looks()
                .getFirst()
                .efficacy();
        assertThat(standings(first))
                .allSatisfy(d -> assertThat(number(d, "bound")).isCloseTo(half, within(1e-9)));
        assertThat(METHOD.estimate(spec(), first, RANDOM).diagnostics())
                .filteredOn(d -> d.check().endsWith("looks"))
                .hasSize(2)
                .allSatisfy(d -> assertThat(d.message())
                        .contains("Each of 2 primary hypotheses, those of all arms, effects and sides together"));
        List<LookHistory.Look> looks =
                standings(first).stream().map(TwoSidedLooksTest::recorded).toList();
        TwoSidedData second =
                new TwoSidedData(List.of(side("m", 4000), side("of_author", 400))).after(new LookHistory(looks));
        assertThat(standings(second))
                .hasSize(2)
                .allSatisfy(d -> assertThat(d.values()).containsEntry("look", "2"));
    }

    private static LookHistory.Look recorded(Diagnostic d) {
        return new LookHistory.Look(
                "2026-03-05T00:00:00Z",
                "r",
                d.metric(),
                "treatment",
                number(d, "estimate"),
                number(d, "std_error"),
                number(d, "z"),
                number(d, "units"),
                0.3,
                LookHistory.Last.INTERIM,
                number(d, "bound"),
                "continue",
                number(d, "planned_units"),
                new LookHistory.Plan("group_sequential", "obrien_fleming", 0.05, "end of the period", "daily"));
    }

    private static double number(Diagnostic d, String key) {
        return Double.parseDouble(d.values().getOrDefault(key, "NaN"));
    }
}
