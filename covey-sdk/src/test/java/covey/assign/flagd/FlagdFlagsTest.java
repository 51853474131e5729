package covey.assign.flagd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.Assignment;
import covey.assign.AssignmentException;
import covey.assign.Reason;
import covey.assign.rule.Attributes;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagdFlagsTest {
    private static FlagdFlags flag(String key, String targeting) {
        return read("{\"flags\":{\"" + key
                + "\":{\"state\":\"ENABLED\",\"variants\":{\"red\":\"r\",\"blue\":\"b\",\"green\":\"g\","
                + "\"yellow\":\"y\",\"true\":\"t\",\"false\":\"f\"},\"defaultVariant\":\"red\",\"targeting\":"
                + targeting + "}}}");
    }

    private static FlagdFlags read(String text) {
        return FlagdFlags.read(text, () -> Instant.ofEpochSecond(1_700_000_000));
    }

    private static Assignment evaluate(FlagdFlags flags, String key, Map<String, ?> attributes) {
        return Objects.requireNonNull(flags.evaluate(key, Attributes.of(attributes)));
    }

    /** core/pkg/evaluator/fractional_test.go of open-feature/flagd at bbb05d4 (31 July 2026), exact. */
    @ParameterizedTest
    @CsvSource({
        "headerColor,$flagd.flagKey,rachel@faas.com,blue",
        "headerColor,$flagd.flagKey,monica@faas.com,yellow",
        "headerColor,$flagd.flagKey,joey@faas.com,red",
        "headerColor,$flagd.flagKey,ross@faas.com,blue",
        "customSeededHeaderColor,my-seed,rachel@faas.com,green",
        "customSeededHeaderColor,my-seed,monica@faas.com,red",
        "customSeededHeaderColor,my-seed,joey@faas.com,blue",
        "customSeededHeaderColor,my-seed,ross@faas.com,green"
    })
    void fractionalIsThatOfFlagd(String key, String seed, String email, String variant) {
        String first = seed.startsWith("$") ? "{\"var\":\"" + seed + "\"}" : "\"" + seed + "\"";
        FlagdFlags flags = flag(
                key,
                "{\"if\":[{\"in\":[\"@faas.com\",{\"var\":[\"email\"]}]},{\"fractional\":[{\"cat\":[" + first
                        + ",{\"var\":\"email\"}]},[\"red\",25],[\"blue\",25],[\"green\",25],[\"yellow\",25]]},null]}");
        Assignment found = evaluate(flags, key, Map.of("email", email));
        assertThat(found.arm()).isEqualTo(variant);
        assertThat(found.reason()).isEqualTo(Reason.TARGETED);
        assertThat(evaluate(flags, key, Map.of("email", "foo@other.com")).reason())
                .isEqualTo(Reason.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sem_ver\":[{\"var\":\"app\"},\">=\",\"2.9.0\"]}|true",
                "{\"sem_ver\":[{\"var\":\"app\"},\"~\",\"v2.10\"]}|true",
                "{\"sem_ver\":[{\"var\":\"app\"},\"^\",\"3\"]}|false",
                "{\"starts_with\":[{\"var\":\"mail\"},\"ann\"]}|true",
                "{\"ends_with\":[{\"var\":\"mail\"},\"@x.org\"]}|true",
                "{\"<\":[18,{\"var\":\"age\"},65]}|true",
                "{\"==\":[{\"var\":\"age\"},\"30\"]}|true",
                "{\"===\":[{\"var\":\"age\"},\"30\"]}|false",
                "{\"and\":[true,{\"!\":{\"var\":\"absent\"}}]}|true",
                "{\"in\":[{\"var\":\"country\"},[\"de\",\"fr\"]]}|true",
                "{\"==\":[{\"var\":\"$flagd.timestamp\"},1700000000]}|true",
                "{\"==\":[{\"substr\":[{\"var\":\"mail\"},-3]},\"org\"]}|true",
                "{\"==\":[{\"%\":[{\"+\":[{\"var\":\"age\"},1]},7]},3]}|true",
                "{\"==\":[{\"missing\":[\"age\",\"absent\"]},1]}|false"
            })
    void operatorsDoWhatJsonLogicSays(String rule, String variant) {
        Map<String, ?> known = Map.of("app", "2.10.0", "mail", "ann@x.org", "age", 30, "country", "de");
        assertThat(evaluate(flag("f", rule), "f", known).arm()).isEqualTo(variant);
    }

    @Test
    void evaluatorsAreSharedByReference() {
        FlagdFlags flags = read(
                "{\"$evaluators\":{\"de\":{\"==\":[{\"var\":\"country\"},\"de\"]}},\"flags\":{\"f\":{\"state\":\"ENABLED\","
                        + "\"variants\":{\"on\":true,\"off\":false},\"defaultVariant\":\"off\",\"targeting\":{\"if\":[{\"$ref\":\"de\"},\"on\"]}}}}");
        assertThat(evaluate(flags, "f", Map.of("country", "de")).value()).isEqualTo(true);
        assertThat(evaluate(flags, "f", Map.of("country", "fr")).reason()).isEqualTo(Reason.DEFAULT);
    }

    @Test
    void weightsReachFarBelowAPercent() {
        FlagdFlags flags = flag("f", "{\"fractional\":[[\"red\",1],[\"blue\",999]]}");
        int red = 0;
        for (int i = 0; i < 200_000; i++) {
            red += "red"
                            .equals(evaluate(flags, "f", Map.of("targetingKey", "u" + i))
                                    .arm())
                    ? 1
                    : 0;
        }
        assertThat(red).isBetween(153, 250); // 200 +- 3.3 sqrt(200)
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "{\"flags\":{\"f\":{\"state\":\"ENABLED\"}}}",
                "{\"flags\":{\"f\":{\"state\":\"ON\",\"variants\":{}}}}",
                "{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"a\":1},\"defaultVariant\":\"b\"}}}",
                "{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"a\":1},\"targeting\":{\"log\":[]}}}}",
                "{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"a\":1},\"targeting\":{\"$ref\":\"x\"}}}}",
                "{\"$evaluators\":{\"x\":{\"$ref\":\"x\"}},\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"a\":1},\"targeting\":{\"$ref\":\"x\"}}}}",
                "{\"flags\":{},}"
            })
    void whatIsNotAFlagFileIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(AssignmentException.class)
                .hasMessageStartingWith("flags");
    }
}
