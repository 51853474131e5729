package covey.assign.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BucketingTest {
    private static final List<WeightedArm> ARMS = List.of(new WeightedArm("control", 0.3), new WeightedArm("new", 0.7));
    private static final int UNITS = 50_000;

    /** Five binomial standard deviations: 0.3 +- 0.0102; Unleash's thousandths and v1's are exact for 0.3. */
    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLANOUT_UNIFORM"})
    void armsGetTheirShares(Scheme scheme) {
        PlatformBucketing bucketing = scheme.with("feed_ranker", ARMS);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < UNITS; i++) {
            counts.merge(bucketing.arm("user-" + i).orElse(""), 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys("control", "new");
        assertThat(counts.get("control") / (double) UNITS).isCloseTo(0.3, within(0.0102));
    }

    @Test
    void uniformChoiceDoesNotCountWeights() {
        PlatformBucketing bucketing = Scheme.PLANOUT_UNIFORM.with("exp.arm", ARMS);
        long control = IntStream.range(0, UNITS)
                .filter(i -> bucketing.arm("u" + i).orElseThrow().equals("control"))
                .count();
        assertThat(control / (double) UNITS).isCloseTo(0.5, within(0.0112));
    }

    @Test
    void kitsOfGrowthBookDisagreeBeyondAscii() {
        PlatformBucketing js = Scheme.GROWTHBOOK_V2.with("interests", ARMS);
        PlatformBucketing others = Scheme.GROWTHBOOK_V2_UTF8.with("interests", ARMS);
        assertThat(js.arm("üser")).contains("new"); // 0.523
        assertThat(others.arm("üser")).contains("control"); // 0.0709
        assertThat(js.arm("user")).isEqualTo(others.arm("user"));
    }

    @Test
    void platformsRefuseWhatTheyRefuse() {
        assertThatThrownBy(() -> Scheme.PLANOUT_UNIFORM.with("exp.arm", ARMS).arm("üser"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside ASCII");
        assertThatThrownBy(() -> new WeightedArm("a", -1)).hasMessageContaining("weight of arm 'a' is -1.0");
        assertThatThrownBy(() -> new WeightedArm("a", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new GrowthBookHash("s", 3, Fnv1a32.Units.UTF_16))
                .hasMessageContaining("versions 1 and 2, not 3");
        assertThatThrownBy(() -> new UnleashVariants("g", List.of(new WeightedArm("a", 0.5))))
                .hasMessageContaining("whole numbers");
        assertThatThrownBy(() -> new UnleashVariants("g", List.of(new WeightedArm("a", 0))))
                .hasMessageContaining("no arm has a weight above 0");
        assertThatThrownBy(() -> new EppoAllocation(0, List.of())).hasMessageContaining("number of shards is 0");
        GrowthBookHash hash = new GrowthBookHash("s", 1, Fnv1a32.Units.UTF_16);
        List<BucketRange> two = GrowthBookHash.ranges(2, 1, List.of());
        assertThatThrownBy(() -> new GrowthBookExperiment(
                        hash, List.of("a", "b"), two, List.of(), java.util.Optional.empty(), OptionalInt.of(2)))
                .hasMessageContaining("no arm number 2");
        assertThatThrownBy(() -> GrowthBookExperiment.of(hash, List.of(new WeightedArm("a", 1)), 1))
                .hasMessageContaining("at least two arms");
    }

    @Test
    void growthBookServesNobodyWithoutAnId() {
        assertThat(Scheme.GROWTHBOOK_V1.with("s", ARMS).arm("")).isEmpty();
    }

    @Test
    void partOfTheUnitsIsCoveredWithoutMovingAnyone() {
        GrowthBookHash hash = new GrowthBookHash("ramp", 2, Fnv1a32.Units.UTF_16);
        PlatformBucketing small = GrowthBookExperiment.of(hash, ARMS, 0.1);
        PlatformBucketing large = GrowthBookExperiment.of(hash, ARMS, 0.6);
        for (int i = 0; i < 5_000; i++) {
            String unit = "u" + i;
            if (small.arm(unit).isPresent()) {
                assertThat(large.arm(unit)).isEqualTo(small.arm(unit));
            }
        }
    }

    @Test
    void schemesAreFoundByTheirWord() {
        assertThat(Scheme.named("growthbook_v1")).contains(Scheme.GROWTHBOOK_V1);
        assertThat(Scheme.named("optimizely")).isEmpty();
    }
}
