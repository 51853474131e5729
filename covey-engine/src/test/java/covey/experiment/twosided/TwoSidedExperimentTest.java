package covey.experiment.twosided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.data.TwoSidedData;
import covey.data.TwoSidedRequirement;
import covey.experiment.DataBuilder;
import covey.experiment.Experiment;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Location;
import covey.result.AdjustedPValue;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TwoSidedExperimentTest {
    private static final TwoSidedExperiment METHOD = new TwoSidedExperiment();
    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    private static Study study(List<Object> sides, String... units) {
        return study(Role.SECONDARY, sides, units);
    }

    private static Study study(Role role, List<Object> sides, String... units) {
        Study alone = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", "two_sided")
                .set("design", "randomize", sides)
                .set("analysis", "adjustment", "none")
                .study();
        List<MetricUse> uses = new ArrayList<>(alone.metrics());
        for (String unit : units) {
            uses.add(new MetricUse(
                    StudyBuilder.mean("of_" + unit),
                    role,
                    OptionalDouble.empty(),
                    Scale.RELATIVE_DIFFERENCE,
                    OptionalDouble.empty(),
                    Scale.RELATIVE_DIFFERENCE,
                    Location.NONE,
                    unit));
        }
        return alone.asSide(alone.unit(), alone.treatment(), uses, alone.slices(), alone.design());
    }

    private static final Map<String, Object> USER = Map.of("unit", "user");
    private static final Map<String, Object> AUTHOR =
            Map.of("unit", "author", "share", 0.2, "exposures", "author_exposures", "filter", "x = 1");

    @Test
    void eachSideIsAnExperimentOfItsOwn() {
        TwoSidedRequirement need =
                (TwoSidedRequirement) METHOD.requires(METHOD.specify(study(List.of(AUTHOR, USER), "author")));
        assertThat(need.sides()).extracting(ExperimentRequirement::unit).containsExactly("user", "author");
        ExperimentRequirement author = need.sides().get(1);
        assertThat(author.exposure().model()).isEqualTo("author_exposures");
        assertThat(author.exposure().filter()).isEqualTo("x = 1");
        assertThat(author.metrics()).extracting(m -> m.metric().name()).containsExactly("of_author");
        assertThat(need.sides().getFirst().metrics())
                .extracting(m -> m.metric().name())
                .containsExactly("m");
        assertThat(METHOD.specify(study(List.of(USER, AUTHOR), "author"))
                        .sides()
                        .get(1)
                        .arms())
                .extracting(Study.Arm::share)
                .containsExactly(0.8, 0.2);
    }

    @Test
    void primaryMetricsOfBothSidesAreOneFamily() {
        TwoSidedSpec spec = METHOD.specify(study(Role.PRIMARY, List.of(USER, AUTHOR), "author"));
        ExperimentData users = side("m", 0.2);
        ExperimentData authors = side("of_author", 0.21);
        Findings both = METHOD.estimate(spec, new TwoSidedData(List.of(users, authors)), RANDOM);
        Rows rows = new Rows(both.outcomes());
        AdjustedPValue larger = adjusted(rows, "m").orElseThrow();
        AdjustedPValue smaller = adjusted(rows, "of_author").orElseThrow();
        assertThat(smaller.value()).isCloseTo(2 * plain(rows, "of_author"), within(1e-12));
        assertThat(larger.value()).isCloseTo(Math.max(plain(rows, "m"), smaller.value()), within(1e-12));
        assertThat(larger.family()).isEqualTo("primary metrics x arms x sides (2)");
        assertThat(Rows.of(both.diagnostics(), "interference").getFirst().message())
                .contains("The 2 primary metrics of both sides are one family");
        // each side alone corrects nothing: with two true nulls that errs in nearly one study of ten
        Findings alone = new Experiment().estimate(spec.sides().getFirst(), users, RANDOM);
        assertThat(adjusted(new Rows(alone.outcomes()), "m")).isEmpty();
    }

    @Test
    void levelsOfEachSideDifferByItsEffect() {
        TwoSidedSpec spec = METHOD.specify(study(Role.PRIMARY, List.of(USER, AUTHOR), "author"));
        Rows rows = new Rows(METHOD.estimate(
                        spec, new TwoSidedData(List.of(side("m", 0.2), side("of_author", 0.21))), RANDOM)
                .outcomes());
        for (String metric : List.of("m", "of_author")) {
            double control = rows.level(metric, "mean", "control").value();
            double effect = rows.difference(metric).value();
            assertThat(rows.level(metric, "mean", "treatment").value() - control)
                    .isCloseTo(effect, within(1e-12));
            assertThat(rows.relative(metric).value()).isCloseTo(effect / control, within(1e-12));
        }
    }

    private static ExperimentData side(String metric, double effect) {
        return new DataBuilder()
                .units("control", "2026-03-01", 1000)
                .units("treatment", "2026-03-01", 1000)
                .block(metric, "control", DataBuilder.block(1000, 10, 4))
                .block(metric, "treatment", DataBuilder.block(1000, 10 + effect, 4))
                .data();
    }

    private static double plain(Rows rows, String metric) {
        return test(rows, metric).pValue();
    }

    private static Optional<AdjustedPValue> adjusted(Rows rows, String metric) {
        return test(rows, metric).adjusted();
    }

    private static covey.result.Test test(Rows rows, String metric) {
        Estimate row = (Estimate) rows.one("main", metric, "ate", Scale.DIFFERENCE, "treatment", "");
        return row.test().orElseThrow();
    }

    @Test
    void refusesSidesThatMakeNoSense() {
        assertThatThrownBy(() -> METHOD.specify(study(List.of(USER), "author")))
                .hasMessageContaining("randomises [user]");
        assertThatThrownBy(() -> METHOD.specify(study(List.of(USER, AUTHOR))))
                .hasMessageContaining("side author has no metric");
        assertThatThrownBy(() -> METHOD.specify(study(List.of(USER, AUTHOR), "author", "item")))
                .hasMessageContaining("of_item is measured per item");
        assertThatThrownBy(() -> METHOD.specify(study(List.of(USER, Map.of("unit", "author", "share", 1)), "author")))
                .hasMessageContaining("share 1");
        assertThatThrownBy(() -> METHOD.specify(study(List.of(USER, Map.of("unit", "author", "shares", 1)), "author")))
                .hasMessageContaining("no key 'shares'");
    }

    @Test
    void aMetricOfAnotherUnitNeedsASideOfItsOwn() {
        Study study = study(List.of(USER, AUTHOR), "author");
        Study plain = study.asSide(
                "user", study.treatment(), study.metrics(), List.of(), new covey.method.Options("design", Map.of()));
        assertThatThrownBy(() -> new Experiment().specify(plain))
                .hasMessageContaining("of_author is measured per author, and only user was randomised");
    }
}
