package covey.assign.flagd;

import static org.assertj.core.api.Assertions.assertThat;

import covey.assign.Arm;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Overrides;
import covey.assign.Ramp;
import covey.assign.Segment;
import covey.assign.Slot;
import covey.assign.rule.Attributes;
import covey.assign.rule.Condition;
import covey.assign.rule.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagdExportTest {
    private static final List<Arm> ARMS = List.of(new Arm("control", 0.6, "old"), new Arm("treatment", 0.4, "new"));

    private static FlagdFlags exported(double share) {
        Condition recent = new Condition.Version("app", Relation.AT_LEAST, "2.0.0");
        Experiment one = Experiment.of("one", ARMS)
                .in(new Slot("feed", 0, 0.5))
                .ramped(Ramp.at(share))
                .among(recent)
                .overridden(new Overrides(
                        Map.of("boss", "treatment"),
                        List.of(new Segment(new Condition.Equal("team", "feed"), "control"))));
        Experiment two = Experiment.of("two", ARMS).in(new Slot("feed", 0.5, 1));
        Configuration configuration = Configuration.of(
                List.of(new Layer("feed", "layer", "targetingKey")),
                new Holdout("all", "hold", "targetingKey", 0.1, Set.of()),
                List.of(one, two));
        return FlagdFlags.read(FlagdExport.write(configuration), () -> Instant.EPOCH);
    }

    private static String arm(FlagdFlags flags, String key, String unit, String app) {
        Attributes attributes = Attributes.of(Map.of("targetingKey", unit, "app", app));
        return Objects.requireNonNull(flags.evaluate(key, attributes)).arm();
    }

    @Test
    void sharesExclusionHoldoutAndGrowthAreKept() {
        FlagdFlags narrow = exported(0.2);
        FlagdFlags wide = exported(1);
        int n = 40_000;
        int[] counts = new int[4];
        for (int i = 0; i < n; i++) {
            String before = arm(narrow, "one", "u" + i, "2.1.0");
            String after = arm(wide, "one", "u" + i, "2.1.0");
            String two = arm(wide, "two", "u" + i, "2.1.0");
            assertThat(before == null || before.equals(after)).isTrue();
            assertThat(after == null || two == null).isTrue();
            counts[0] += before != null ? 1 : 0;
            counts[1] += "control".equals(after) ? 1 : 0;
            counts[2] += "treatment".equals(after) ? 1 : 0;
            counts[3] += two != null ? 1 : 0;
        }
        double[] shares = {0.9 * 0.5 * 0.2, 0.9 * 0.5 * 0.6, 0.9 * 0.5 * 0.4, 0.9 * 0.5};
        for (int i = 0; i < 4; i++) {
            double error = 4 * Math.sqrt(n * shares[i] * (1 - shares[i]));
            assertThat((double) counts[i]).isBetween(n * shares[i] - error, n * shares[i] + error);
        }
    }

    @Test
    void overridesAndAudienceAreExact() {
        FlagdFlags flags = exported(1);
        assertThat(arm(flags, "one", "boss", "1.0.0")).isEqualTo("treatment");
        Attributes colleague = Attributes.of(Map.of("targetingKey", "u", "team", "feed"));
        assertThat(Objects.requireNonNull(flags.evaluate("one", colleague)).arm())
                .isEqualTo("control");
        for (int i = 0; i < 100; i++) {
            assertThat(arm(flags, "one", "u" + i, "1.9.9")).isNull();
        }
    }
}
