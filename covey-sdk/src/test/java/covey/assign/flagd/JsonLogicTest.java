package covey.assign.flagd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.AssignmentException;
import covey.assign.json.JsonReader;
import covey.assign.rule.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * JsonLogic as its public list of tests has it (jsonlogic.com/tests.json), a choice of facts for each operator, and the rules of
 * flagd's own acceptance tests (open-feature/flagd-testbed, gherkin/targeting.feature at 0815d19, fractional v2), exact.
 */
class JsonLogicTest {
    private static final String DATA = """
            {"a": {"b": {"c": 2}}, "n": 1, "list": [1, 2, 3], "empty": [], "texts": ["apple", "banana"], "zero": 0, "no": "",
             "pies": [{"filling": "apple", "temp": 100}, {"filling": "pumpkin", "temp": 110}]}""";

    private static @Nullable Object logic(String rule) {
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(JsonReader.read(DATA));
        return new JsonLogic(new Frame("f", 0, data::get)).evaluate(JsonReader.read(rule));
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonLogicTest::comparable).toList();
        }
        return value instanceof Number number ? number.doubleValue() : value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true|true",
                "[]|[]",
                "{\"==\":[1,\"1\"]}|true",
                "{\"===\":[1,\"1\"]}|false",
                "{\"!=\":[1,\"1\"]}|false",
                "{\"!==\":[1,\"1\"]}|true",
                "{\">\":[\"2\",1]}|true",
                "{\"<\":[1,2,3]}|true",
                "{\"<\":[1,1,3]}|false",
                "{\"<=\":[1,1,3]}|true",
                "{\">=\":[1,2]}|false",
                "{\"!\":[[]]}|true",
                "{\"!\":\"0\"}|false",
                "{\"!!\":[\"0\"]}|true",
                "{\"!!\":0}|false",
                "{\"or\":[false,0,\"a\"]}|\"a\"",
                "{\"and\":[1,\"\",3]}|\"\"",
                "{\"if\":[false,\"a\",false,\"b\",\"c\"]}|\"c\"",
                "{\"if\":[\"apple\"]}|\"apple\"",
                "{\"if\":[false,\"a\"]}|null",
                "{\"?:\":[true,1,2]}|1",
                "{\"in\":[\"Spring\",\"Springfield\"]}|true",
                "{\"in\":[\"i\",\"team\"]}|false",
                "{\"in\":[2,{\"var\":\"list\"}]}|true",
                "{\"cat\":[\"ice\",\"cream\"]}|\"icecream\"",
                "{\"cat\":[1,{\"var\":\"list\"},1.5]}|\"11,2,31.5\"",
                "{\"substr\":[\"jsonlogic\",4]}|\"logic\"",
                "{\"substr\":[\"jsonlogic\",-5]}|\"logic\"",
                "{\"substr\":[\"jsonlogic\",4,-2]}|\"log\"",
                "{\"substr\":[\"jsonlogic\",-5,-2]}|\"log\"",
                "{\"%\":[5,3]}|2",
                "{\"%\":[-5,3]}|-2",
                "{\"+\":[\"3.14\"]}|3.14",
                "{\"+\":[2,2,2]}|6",
                "{\"*\":[\"2\",2,2]}|8",
                "{\"-\":[\"1\"]}|-1",
                "{\"/\":[4,2]}|2",
                "{\"max\":[1,3,3]}|3",
                "{\"min\":[1,\"2\",0]}|0",
                "{\"merge\":[[1,[2]],3,[]]}|[1,[2],3]",
                "{\"var\":\"a.b.c\"}|2",
                "{\"var\":[\"z\",1]}|1",
                "{\"var\":[\"zero\",1]}|0",
                "{\"var\":\"list.1\"}|2",
                "{\"var\":\"pies.0.filling\"}|\"apple\"",
                "{\"var\":\"list.9\"}|null",
                "{\"missing\":[\"n\",\"z\",\"no\",\"a.b.c\"]}|[\"z\",\"no\"]",
                "{\"missing\":{\"merge\":[\"z\",[\"n\",\"y\"]]}}|[\"z\",\"y\"]",
                "{\"missing_some\":[1,[\"n\",\"z\"]]}|[]",
                "{\"missing_some\":[2,[\"n\",\"z\",\"y\"]]}|[\"z\",\"y\"]",
                "{\"map\":[{\"var\":\"list\"},{\"*\":[{\"var\":\"\"},2]}]}|[2,4,6]",
                "{\"map\":[{\"var\":\"pies\"},{\"var\":\"temp\"}]}|[100,110]",
                "{\"map\":[{\"var\":\"z\"},{\"var\":\"\"}]}|[]",
                "{\"filter\":[{\"var\":\"list\"},{\">=\":[{\"var\":\"\"},2]}]}|[2,3]",
                "{\"reduce\":[{\"var\":\"list\"},{\"+\":[{\"var\":\"current\"},{\"var\":\"accumulator\"}]},0]}|6",
                "{\"reduce\":[{\"var\":\"z\"},{\"+\":[{\"var\":\"current\"},{\"var\":\"accumulator\"}]},7]}|7",
                "{\"reduce\":[{\"var\":\"pies\"},{\"max\":[{\"var\":\"current.temp\"},{\"var\":\"accumulator\"}]},0]}|110",
                "{\"all\":[{\"var\":\"list\"},{\">=\":[{\"var\":\"\"},1]}]}|true",
                "{\"all\":[{\"var\":\"list\"},{\">\":[{\"var\":\"\"},1]}]}|false",
                "{\"all\":[{\"var\":\"empty\"},true]}|false",
                "{\"none\":[{\"var\":\"empty\"},true]}|true",
                "{\"none\":[{\"var\":\"list\"},{\">\":[{\"var\":\"\"},2]}]}|false",
                "{\"some\":[{\"var\":\"empty\"},true]}|false",
                "{\"some\":[{\"var\":\"pies\"},{\"==\":[{\"var\":\"filling\"},\"apple\"]}]}|true",
                "{\"in\":[\"banana\",{\"var\":\"texts\"}]}|true",
                "{\"/\":[1,0]}|null",
                "{\"sem_ver\":[\"1.0\",\"nope\",\"1\"]}|null"
            })
    void everyOperatorDoesWhatItsTestsSay(String rule, String expected) {
        assertThat(comparable(logic(rule))).isEqualTo(comparable(JsonReader.read(expected)));
    }

    private static @Nullable String variant(String targeting, Map<String, ?> context) {
        String variants =
                "\"clubs\":1,\"diamonds\":1,\"hearts\":1,\"spades\":1,\"heads\":1,\"tails\":1,\"lower\":1,\"upper\":1,"
                        + "\"premium\":1,\"standard\":1,\"red\":1,\"blue\":1,\"true\":1,\"false\":1,\"fallback\":1";
        FlagdFlags flags = FlagdFlags.read(
                "{\"flags\":{\"fractional-flag\":{\"state\":\"ENABLED\",\"variants\":{" + variants
                        + "},\"defaultVariant\":\"fallback\",\"targeting\":" + targeting + "}}}",
                () -> Instant.EPOCH);
        return Objects.requireNonNull(flags.evaluate("fractional-flag", Attributes.of(context)))
                .arm();
    }

    private static final String SUITS = "[\"clubs\",25],[\"diamonds\",25],[\"hearts\",25],[\"spades\",25]";
    private static final String PREMIUM = "{\"==\":[{\"var\":\"tier\"},\"premium\"]}";

    @ParameterizedTest
    @CsvSource({
        "$flagd.flagKey,jack,hearts",
        "$flagd.flagKey,queen,spades",
        "$flagd.flagKey,ten,clubs",
        "$flagd.flagKey,nine,diamonds",
        "$flagd.flagKey,3,clubs",
        "seed,seven,hearts",
        "seed,eight,diamonds",
        "seed,nine,clubs",
        "seed,two,spades"
    })
    void fractionsOverANestedName(String first, String name, String suit) {
        String seed = first.equals("seed") ? "\"shared-seed\"" : "{\"var\":\"" + first + "\"}";
        String rule = "{\"fractional\":[{\"cat\":[" + seed + ",{\"var\":\"user.name\"}]}," + SUITS + "]}";
        assertThat(variant(rule, Map.of("user", Map.of("name", name)))).isEqualTo(suit);
    }

    /** Units whose hash is 0, 1, 2^31-1, 2^31 and 2^32-1. */
    @ParameterizedTest
    @CsvSource({"ejOoVL,lower", "bY9fO-,lower", "SI7p-,lower", "6LvT0,upper", "ceQdGm,upper"})
    void fractionsAtTheEdgesOfTheHash(String unit, String expected) {
        String rule = "{\"fractional\":[{\"var\":\"targetingKey\"},[\"lower\",50],[\"upper\",50]]}";
        assertThat(variant(rule, Map.of("targetingKey", unit))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "jon@company.com,premium,premium,red", "jon@company.com,basic,standard,blue",
        "user1,premium,standard,red", "user1,basic,standard,blue"
    })
    void variantsAndWeightsMayBeRulesThemselves(String unit, String tier, String named, String weighted) {
        Map<String, String> context = Map.of("targetingKey", unit, "tier", tier);
        String key = "{\"var\":\"targetingKey\"}";
        assertThat(variant(
                        "{\"fractional\":[" + key + ",[{\"if\":[" + PREMIUM
                                + ",\"premium\",\"standard\"]},50],[\"standard\",50]]}",
                        context))
                .isEqualTo(named);
        assertThat(variant(
                        "{\"fractional\":[" + key + ",[\"red\",{\"if\":[" + PREMIUM + ",100,0]}],[\"blue\",10]]}",
                        context))
                .isEqualTo(weighted);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0.0,=,2.0.0,true", "2.1.0,>,2.0.0,true", "1.9.0,<,2.0.0,true", "2.0.0-alpha,<,2.0.0,true",
        "2.0.0.0,=,2.0.0,fallback", "3.0.1,~,3.0.0,true", "3.1.0,~,3.0.0,false", "3.1.0,^,3.0.0,true",
        "4.0.0,^,3.0.0,false", "V1.0.0,=,v1.0.0,true", "1,^,1,true", "1.0.0+other,=,1.0.0+build,true",
        "not-a-version,=,1.0.0,fallback", "1.0.0,===,1.0.0,fallback"
    })
    void versionsAreThoseOfFlagd(String version, String operator, String other, String expected) {
        String rule = "{\"sem_ver\":[{\"var\":\"version\"},\"" + operator + "\",\"" + other + "\"]}";
        assertThat(variant(rule, Map.of("version", version))).isEqualTo(expected);
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsLine() {
        assertThatThrownBy(() -> variant("{\n\"if\": [\n {\"log\": 1}, true]}", Map.of()))
                .isInstanceOf(AssignmentException.class)
                .hasMessageContaining("flags.fractional-flag.targeting: unknown operator 'log', in line 3");
        assertThatThrownBy(() -> variant("{\"map\":[[1],\n{\"+\":[{\"pow\":[{\"var\":\"\"},2]}]}]}", Map.of()))
                .hasMessageContaining("unknown operator 'pow', in line 2");
    }

    @Test
    void theWholeContextIsNoVariable() {
        assertThatThrownBy(() -> variant("{\"!\":[{\"var\":\"\"}]}", Map.of())).hasMessageContaining("whole context");
        assertThat(variant("{\"some\":[[0,1],{\"var\":\"\"}]}", Map.of())).isEqualTo("true");
    }
}
