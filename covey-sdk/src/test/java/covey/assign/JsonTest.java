package covey.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.json.JsonFault;
import covey.assign.json.JsonReader;
import covey.assign.json.JsonWriter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void valuesComeBackAsTheyWereWritten() {
        String text = "{\"a\":[1,-2.5,true,null,\"x\\\"\\\\\\u0001\\ud83d\\ude00é\"],\"b\":{},\"c\":[]}";
        assertThat(JsonWriter.write(JsonReader.read(text))).isEqualTo(text);
        assertThat(JsonReader.read(" [1e2, 123456789012345678, 12345678901234567890]"))
                .isEqualTo(Arrays.asList(100.0, 123456789012345678L, 1.2345678901234567e19));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}|column 8: the key \"a\" is written twice",
                "[1,]|column 4: a value is expected",
                "[1|column 3: ']' is expected",
                "\"a|does not end",
                "01|does not begin with 0",
                "1e999|too large",
                "{} {}|column 4: more follows",
                "tru|a value is expected",
                "\"\\q\"|unknown escape"
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(JsonFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).hasMessageContaining("nested deeper than 100");
        assertThatThrownBy(() -> JsonWriter.write(Map.of("a", Double.NaN))).hasMessageContaining("NaN");
    }
}
