package covey.experiment.twosided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ExperimentRequirement;
import covey.data.TwoSidedRequirement;
import covey.experiment.Experiment;
import covey.experiment.StudyBuilder;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Location;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TwoSidedExperimentTest {
    private static final TwoSidedExperiment METHOD = new TwoSidedExperiment();

    private static Study study(List<Object> sides, String... units) {
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
                    Role.SECONDARY,
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
