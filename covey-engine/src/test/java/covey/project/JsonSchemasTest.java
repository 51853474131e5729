package covey.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import covey.project.grammar.JsonSchemas;
import covey.project.source.Faults;
import covey.project.source.Value;
import covey.project.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema that editors use and the validator say the same, since both are made from one table of keys. */
class JsonSchemasTest {
    private static final Map<String, String> SCHEMAS = JsonSchemas.of(Projects.KINDS);
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    Path folder;

    private static List<String> errors(String schema, String text) {
        Schema compiled = REGISTRY.getSchema(SCHEMAS.get(schema));
        return new YamlReader(new Faults())
                .parse(text, "x.yml").documents().stream()
                        .flatMap(d -> compiled.validate(json(d)).stream())
                        .map(Object::toString)
                        .toList();
    }

    private static JsonNode json(Value value) {
        return switch (value) {
            case Value.Mapping m -> {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                m.entries().forEach(e -> node.set(e.key(), json(e.value())));
                yield node;
            }
            case Value.Sequence s -> {
                ArrayNode node = JsonNodeFactory.instance.arrayNode();
                s.items().forEach(i -> node.add(json(i)));
                yield node;
            }
            case Value.Scalar s ->
                s.kind() == Value.Kind.EMPTY
                        ? JsonNodeFactory.instance.nullNode()
                        : JsonMapper.shared().valueToTree(s.plain());
        };
    }

    private static String schemaOf(String file) {
        return file.equals("covey.yml") ? "covey" : file.substring(0, file.indexOf('/'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "covey.yml",
                "models/core.yml",
                "models/more.yml",
                "metrics/engagement.yml",
                "studies/new_ranker.yml"
            })
    void theContractsExamplesValidate(String file) throws IOException {
        Projects.soundContract(folder);
        assertThat(errors(schemaOf(file), Files.readString(folder.resolve(file))))
                .isEmpty();
    }

    @Test
    void theProfilesValidate() throws IOException {
        Projects.contract(folder);
        assertThat(errors("profiles", Files.readString(folder.resolve("profiles.yml"))))
                .isEmpty();
        assertThat(errors("profiles", "a: {targets: {dev: {path: x}}}")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"covey.yml", "models/core.yml", "metrics/engagement.yml", "studies/example.yml"})
    void theTemplateValidates(String file) throws IOException {
        ProjectTemplate.write(folder, "mine");
        assertThat(errors(schemaOf(file), Files.readString(folder.resolve(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("covey.project.BadInputTest#grammar")
    void whatTheGrammarRefusesTheSchemaRefusesToo(BadInputTest.Bad bad) throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, bad.file(), bad.from(), bad.to());
        boolean calendar = bad.message().startsWith("there is no date");
        List<String> errors = errors(schemaOf(bad.file()), Files.readString(folder.resolve(bad.file())));
        // a schema knows the form of a date, not how long February is
        assertThat(errors.isEmpty()).isEqualTo(calendar);
    }

    @Test
    void aKindComesWithItsSettings() {
        assertThat(SCHEMAS).containsOnlyKeys("covey", "models", "metrics", "studies", "profiles", "assignment");
        assertThat(SCHEMAS.get("studies")).contains("obrien_fleming").contains("\"const\" : \"experiment\"");
        assertThat(JsonSchemas.of(List.of()).get("studies")).doesNotContain("obrien_fleming");
    }
}
