package covey.assign.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.Arm;
import covey.assign.AssignmentException;
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
import covey.assign.rule.TextRelation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again, and assigns the same. */
class ConfigurationFileTest {
    private static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

    private static Configuration configuration() {
        List<Arm> arms =
                List.of(new Arm("control", 0.3, Map.of("size", 1L)), new Arm("treatment", 0.7, Map.of("size", 2.5)));
        Condition audience = new Condition.All(List.of(
                new Condition.In("country", Set.of("DE", "FR")),
                new Condition.Not(new Condition.Equal("bot", true)),
                new Condition.Any(List.of(
                        new Condition.Compare("age", Relation.AT_LEAST, 18),
                        new Condition.Version("app", Relation.LESS, "2.10"),
                        new Condition.Text("mail", TextRelation.ENDS_WITH, "@x.org"),
                        new Condition.Present("vip")))));
        Experiment first = Experiment.of("first", arms)
                .salted("salt \u00fc\ud83d\ude00")
                .among(audience)
                .in(new Slot("feed", 0, 0.6))
                .ramped(new Ramp(List.of(0.1, 0.4, 1.0), 1))
                .overridden(new Overrides(
                        Map.of("boss", "treatment"),
                        List.of(new Segment(new Condition.Equal("team", "ranking"), "control"))));
        Experiment second = Experiment.of("second", List.of(new Arm("off", 0.5, false), new Arm("on", 0.5, true)))
                .in(new Slot("feed", 0.6, 1));
        return Configuration.of(
                List.of(new Layer("feed", "feed", "targetingKey")),
                new Holdout("all", "all", "targetingKey", 0.05, Set.of("second")),
                List.of(first, second));
    }

    private static String text() {
        return new ConfigurationFile(configuration(), NOON, NOON.plusSeconds(60)).text();
    }

    @Test
    void itAssignsWhatItWasWrittenFrom() {
        ConfigurationFile read = ConfigurationFile.read(text());
        assertThat(read.text()).isEqualTo(text());
        assertThat(read.asOf()).isEqualTo(NOON);
        assertThat(read.until()).isEqualTo(NOON.plusSeconds(60));
        Configuration before = configuration();
        for (int i = 0; i < 20_000; i++) {
            String unit = i == 0 ? "boss" : "u" + i;
            Attributes attributes = Attributes.of(Map.of(
                    "country",
                    i % 3 == 0 ? "US" : "DE",
                    "age",
                    i % 50,
                    "app",
                    "2." + i % 20 + ".0",
                    "team",
                    "t" + i % 9));
            for (String key : before.keys()) {
                assertThat(read.configuration().evaluate(key, unit, attributes))
                        .isEqualTo(Objects.requireNonNull(before.evaluate(key, unit, attributes)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\":2|version: unknown version 2, this reader knows 1",
                "\"version\":1|\"version\":\"1\"|version: unknown version 1",
                "covey-assignment|flags|format: unknown format",
                "\"running\":true|\"runing\":true|experiments[0].running: is missing",
                "\"stage\":1|\"stage\":1,\"extra\":0|experiments[0].ramp.extra: is not known",
                "\"stage\":1|\"stage\":7|experiments.first.ramp: stage 7 is none of its 3",
                "\"stage\":1|\"stage\":0.5|experiments[0].ramp.stage: is 0.5, not a whole number",
                "\"share\":0.3|\"share\":0.4|the allocation sums to 1.1",
                "\"share\":0.3|\"share\":\"a third\"|experiments[0].arms[0].share: is a third, not a number",
                "\"from\":0.6|\"from\":0.5|layers.feed: first (0.0 to 0.6) and second (0.5 to 1.0) overlap",
                "number_at_least|number_over|unknown operator 'number_over'",
                "\"version_less\",\"value\":\"2.10.0\"|\"version_less\",\"value\":\"two\"|'two' is not a semantic version",
                "\"as_of\":\"2026|\"as_of\":\"26|as_of: '26-03-05T12:00:00Z' is no instant",
                "}]}|}]|is not JSON"
            })
    void whatIsNotKnownIsRefusedWithItsPlace(String right, String wrong, String message) {
        assertThat(text()).contains(right);
        int at = text().indexOf(right);
        String spoiled = text().substring(0, at) + wrong + text().substring(at + right.length());
        assertThatThrownBy(() -> ConfigurationFile.read(spoiled))
                .isInstanceOf(AssignmentException.class)
                .hasMessageContaining(message);
    }
}
