package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import covey.assign.AssignmentException;
import covey.assign.file.ConfigurationFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The published schema takes what the reader takes, and refuses what it refuses for its form. */
class AssignmentSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigurationFile.schema());

    private static final String FILE = """
            {"$schema":"urn:covey:schema:assignment","format":"covey-assignment","version":1,
             "as_of":"2026-03-05T00:00:00Z","until":"2026-03-07T00:00:00Z",
             "layers":[{"name":"feed","salt":"feed","unit":"targetingKey"}],
             "holdout":{"name":"h","salt":"h","unit":"targetingKey","share":0.05,"exempt":[]},
             "experiments":[{"key":"e","salt":"e","unit":"targetingKey","running":true,
               "arms":[{"name":"a","share":0.5,"value":{"x":1}},{"name":"b","share":0.5,"value":{"x":2}}],
               "fallback":{"x":1},
               "audience":{"all":[{"attribute":"country","operator":"in","value":["DE"]},{"not":{"present":"bot"}},
                 {"any":[{"attribute":"age","operator":"number_at_least","value":18}]}]},
               "slot":{"layer":"feed","from":0,"to":0.5},"ramp":{"shares":[0,0.5,1],"stage":1},
               "overrides":{"boss":"b"},"segments":[{"who":{"present":"staff"},"arm":"a"}],"metadata":{"study":"e"}}]}""";

    private static List<String> errors(String text) {
        return SCHEMA.validate(JsonMapper.shared().readTree(text)).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void whatIsReadIsValidAndSoIsWhatIsWritten() {
        ConfigurationFile file = ConfigurationFile.read(FILE);
        assertThat(errors(FILE)).isEmpty();
        assertThat(errors(file.text())).isEmpty();
        assertThat(ConfigurationFile.read(file.text()).text()).isEqualTo(file.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\":2",
                "covey-assignment|flagd",
                "\"running\":true|\"runing\":true",
                "\"stage\":1|\"stage\":0.5",
                "number_at_least|number_over",
                "\"share\":0.05|\"share\":1.05",
                "{\"present\":\"bot\"}|{\"present\":\"bot\",\"also\":1}"
            })
    void bothRefuse(String right, String wrong) {
        String spoiled = FILE.replace(right, wrong);
        assertThat(spoiled).isNotEqualTo(FILE);
        assertThat(errors(spoiled)).isNotEmpty();
        assertThatThrownBy(() -> ConfigurationFile.read(spoiled)).isInstanceOf(AssignmentException.class);
    }
}
