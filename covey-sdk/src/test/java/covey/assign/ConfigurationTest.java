package covey.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.assign.rule.Attributes;
import covey.assign.rule.Condition;
import covey.assign.rule.Relation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final List<Arm> HALVES = List.of(new Arm("control", 0.5, "old"), new Arm("treatment", 0.5, "new"));
    private static final Experiment PLAIN = Experiment.of("new_ranker", HALVES);

    private static Attributes user(Object id) {
        return Attributes.of(Map.of("targetingKey", id, "app", "2.10.0", "country", "de"));
    }

    private static Assignment evaluate(Configuration configuration, Attributes attributes) {
        return Objects.requireNonNull(configuration.evaluate("new_ranker", attributes));
    }

    @Test
    void aUnitGetsTheArmOfItsBucketAndTheReason() {
        Assignment found = evaluate(Configuration.of(PLAIN), user("u1"));
        assertThat(found.reason()).isEqualTo(Reason.SPLIT);
        assertThat(found.value()).isEqualTo("control".equals(found.arm()) ? "old" : "new");
        assertThat(Configuration.of(PLAIN).evaluate("unknown", user("u1"))).isNull();
    }

    @Test
    void aWholeNumberIsTheSameUnitAsItsDigits() {
        Configuration configuration = Configuration.of(PLAIN);
        for (long id = 0; id < 50; id++) {
            assertThat(evaluate(configuration, user(id))).isSameAs(evaluate(configuration, user(Long.toString(id))));
        }
    }

    @Test
    void aMissingUnitGetsTheDefaultWithItsReason() {
        Experiment byDevice = PLAIN.by("device");
        assertThat(evaluate(Configuration.of(byDevice), user("u1")))
                .isEqualTo(new Assignment("new_ranker", null, "old", Reason.UNIT_MISSING, "device", Map.of()));
        assertThat(evaluate(Configuration.of(PLAIN), user("")).reason()).isEqualTo(Reason.UNIT_MISSING);
        assertThat(evaluate(Configuration.of(PLAIN), user(1.5)).reason()).isEqualTo(Reason.UNIT_MISSING);
    }

    @Test
    void overridesComeBeforeEverythingButTheSwitch() {
        Segment germans = new Segment(new Condition.Equal("country", "de"), "treatment");
        Experiment given =
                PLAIN.ramped(Ramp.at(0)).overridden(new Overrides(Map.of("boss", "control"), List.of(germans)));
        assertThat(evaluate(Configuration.of(given), user("boss")).arm()).isEqualTo("control");
        assertThat(evaluate(Configuration.of(given), user("other")).arm()).isEqualTo("treatment");
        assertThat(evaluate(Configuration.of(given), user("other")).reason()).isEqualTo(Reason.OVERRIDE);
        Attributes french = Attributes.of(Map.of("targetingKey", "other", "country", "fr"));
        assertThat(evaluate(Configuration.of(given), french).reason()).isEqualTo(Reason.NOT_RAMPED);
    }

    @Test
    void theAudienceDecidesWhoMayEnter() {
        Experiment recent = PLAIN.among(new Condition.Version("app", Relation.AT_LEAST, "2.9.0"));
        assertThat(evaluate(Configuration.of(recent), user("u1")).reason()).isEqualTo(Reason.SPLIT);
        Experiment later = PLAIN.among(new Condition.Version("app", Relation.AT_LEAST, "2.11.0"));
        assertThat(evaluate(Configuration.of(later), user("u1")).reason()).isEqualTo(Reason.NOT_TARGETED);
    }

    @Test
    void aNewSaltDrawsAgain() {
        Configuration before = Configuration.of(PLAIN);
        Configuration after = Configuration.of(PLAIN.salted("new_ranker/2"));
        long same = 0;
        for (int i = 0; i < 10_000; i++) {
            same += evaluate(before, user("u" + i)).equals(evaluate(after, user("u" + i))) ? 1 : 0;
        }
        assertThat(same).isBetween(4_800L, 5_200L);
    }

    private static void refused(String location, String part, Experiment... experiments) {
        refused(location, part, List.of(), null, experiments);
    }

    private static void refused(
            String location, String part, List<Layer> layers, Holdout holdout, Experiment... experiments) {
        assertThatThrownBy(() -> Configuration.of(layers, holdout, List.of(experiments)))
                .isInstanceOf(AssignmentException.class)
                .hasMessageStartingWith(location)
                .hasMessageContaining(part);
    }

    @Test
    void whatCannotBeUsedIsRefusedWithPlaceAndCure() {
        refused(
                "experiments.x.arms",
                "sums to 0.9",
                Experiment.of("x", List.of(new Arm("a", 0.5, 1), new Arm("b", 0.4, 2))));
        refused("experiments.x.arms", "sums to 0.0", Experiment.of("x", List.of()));
        refused("experiments.x.arms.b", "NaN", Experiment.of("x", List.of(new Arm("b", Double.NaN, 2))));
        refused(
                "experiments.new_ranker.overrides",
                "'ctrl'",
                PLAIN.overridden(new Overrides(Map.of("u", "ctrl"), List.of())));
        refused(
                "experiments.new_ranker.ramp",
                "shrinks from 0.5 to 0.05",
                PLAIN.ramped(new Ramp(List.of(0.5, 0.05), 0)));
        refused("experiments.new_ranker.ramp", "stage 2", PLAIN.ramped(new Ramp(List.of(0.5), 2)));
        refused("experiments.new_ranker", "twice", PLAIN, PLAIN);
        refused(
                "experiments.y.salt",
                "also the salt of experiments.new_ranker",
                PLAIN,
                Experiment.of("y", HALVES).salted("new_ranker"));
        refused("experiments.new_ranker.slot", "not declared", PLAIN.in(new Slot("feed", 0, 1)));
    }

    @Test
    void layersAndHoldoutsThatContradictAreRefused() {
        List<Layer> feed = List.of(new Layer("feed", "feed", "targetingKey"));
        refused(
                "layers.feed",
                "new_ranker (0.0 to 0.5) and y (0.4 to 1.0) overlap",
                feed,
                null,
                PLAIN.in(new Slot("feed", 0, 0.5)),
                Experiment.of("y", HALVES).in(new Slot("feed", 0.4, 1)));
        refused("experiments.new_ranker.slot", "not a part", feed, null, PLAIN.in(new Slot("feed", 0.5, 0.5)));
        refused(
                "experiments.new_ranker.slot",
                "would not exclude",
                feed,
                null,
                PLAIN.by("device").in(new Slot("feed", 0, 1)));
        refused("holdout", "by device", List.of(), new Holdout("h", "h", "device", 0.1, Set.of()), PLAIN);
        refused("holdout.share", "1.0", List.of(), new Holdout("h", "h", "targetingKey", 1, Set.of()), PLAIN);
        refused(
                "holdout.exempt",
                "'nobody'",
                List.of(),
                new Holdout("h", "h", "targetingKey", 0.1, Set.of("nobody")),
                PLAIN);
    }

    @Test
    void aChangeThatMovesUnitsIsRefusedUnlessItDrawsAgain() {
        Configuration before = Configuration.of(PLAIN.ramped(Ramp.at(0.5)));
        Change.check(before, Configuration.of(PLAIN));
        assertThatThrownBy(() -> Change.check(before, Configuration.of(PLAIN.ramped(Ramp.at(0.05)))))
                .hasMessageContaining("shrinks from 0.5 to 0.05");
        Experiment uneven =
                Experiment.of("new_ranker", List.of(new Arm("control", 0.6, 1), new Arm("treatment", 0.4, 2)));
        assertThatThrownBy(() -> Change.check(before, Configuration.of(uneven))).hasMessageContaining("shares");
        Change.check(before, Configuration.of(uneven.salted("again")));
    }

    @Test
    void aHoldoutOrAnAudienceThatChangesMovesUnitsToo() {
        Holdout held = new Holdout("h", "h1", "targetingKey", 0.1, Set.of());
        Configuration before = Configuration.of(List.of(), held, List.of(PLAIN));
        Change.check(before, before);
        for (Holdout other : new Holdout[] {
            null,
            new Holdout("h", "h2", "targetingKey", 0.1, Set.of()),
            new Holdout("h", "h1", "targetingKey", 0.3, Set.of()),
            new Holdout("h", "h1", "targetingKey", 0.1, Set.of("new_ranker"))
        }) {
            Configuration after = Configuration.of(List.of(), other, List.of(PLAIN));
            assertThatThrownBy(() -> Change.check(before, after)).hasMessageContaining("holdout");
            assertThatThrownBy(() -> Change.check(after, before)).hasMessageContaining("holdout");
        }
        Configuration germans =
                Configuration.of(List.of(), held, List.of(PLAIN.among(new Condition.Equal("country", "de"))));
        assertThatThrownBy(() -> Change.check(before, germans)).hasMessageContaining("audience");
    }

    private static double moved(Configuration before, Configuration after) {
        return Change.moved(before, after, "new_ranker").share();
    }

    @Test
    void howManyUnitsAChangeMovesIsSaid() {
        Configuration before = Configuration.of(PLAIN.ramped(Ramp.at(0.5)));
        assertThat(moved(before, before)).isZero();
        Change.Moved grown = Change.moved(before, Configuration.of(PLAIN), "new_ranker");
        assertThat(grown.share()).isZero();
        assertThat(grown.in() + grown.joined()).isEqualTo(Change.IDS);
        // a ramp that shrinks from .5 to .05 leaves a tenth
        assertThat(moved(before, Configuration.of(PLAIN.ramped(Ramp.at(0.05))))).isCloseTo(0.9, within(0.005));
        // drawn again, half of two equal arms
        assertThat(moved(Configuration.of(PLAIN), Configuration.of(PLAIN.salted("again"))))
                .isCloseTo(0.5, within(0.005));
        // a share of .5 that becomes .6 takes a tenth from the other arm
        Experiment uneven =
                Experiment.of("new_ranker", List.of(new Arm("control", 0.6, 1), new Arm("treatment", 0.4, 2)));
        assertThat(moved(Configuration.of(PLAIN), Configuration.of(uneven))).isCloseTo(0.1, within(0.005));
        Holdout held = new Holdout("h", "h1", "targetingKey", 0.1, Set.of());
        Change.Moved heldOut =
                Change.moved(Configuration.of(PLAIN), Configuration.of(List.of(), held, List.of(PLAIN)), "new_ranker");
        assertThat(heldOut.otherArm()).isZero();
        assertThat(heldOut.share()).isCloseTo(0.1, within(0.005));
        // another salt of the holdout: .1 leave, .1 of .9 that were in
        Holdout other = new Holdout("h", "h2", "targetingKey", 0.1, Set.of());
        assertThat(moved(
                        Configuration.of(List.of(), held, List.of(PLAIN)),
                        Configuration.of(List.of(), other, List.of(PLAIN))))
                .isCloseTo(0.1, within(0.005));
        // an audience is not known here
        assertThat(moved(Configuration.of(PLAIN), Configuration.of(PLAIN.among(new Condition.Equal("country", "de")))))
                .isZero();
    }
}
