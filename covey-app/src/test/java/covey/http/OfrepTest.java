package covey.http;

import static org.assertj.core.api.Assertions.assertThat;

import covey.study.ProjectSetup;
import covey.study.Surroundings;
import covey.study.Workspace;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Remote evaluation over HTTP as the OpenFeature Remote Evaluation Protocol has it. */
class OfrepTest {
    @TempDir
    Path folder = Path.of("");

    private @Nullable Workspace workspace;
    private @Nullable Site site;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        Path project = folder.resolve("project");
        ProjectSetup.init(project, "project");
        Path study = project.resolve("studies/example.yml");
        Files.writeString(
                study,
                Files.readString(study)
                        .replaceAll(
                                "(?m)^design:.*$",
                                "design: {salt: s, targeting: [{attribute: country, in: [DE]}], overrides: [{unit: boss, arm: treatment}]}"));
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-05T00:00:00Z"));
        Workspace opened = Workspace.open(project, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
        workspace = opened;
        site = Site.start(opened, 0);
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(site).close();
        Objects.requireNonNull(workspace).close();
        client.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        URI uri = Objects.requireNonNull(site).address().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void aFlagIsEvaluatedWithReasonVariantAndValue() throws Exception {
        HttpResponse<String> response =
                post("/ofrep/v1/evaluate/flags/example", "{\"context\":{\"targetingKey\":\"u1\",\"country\":\"DE\"}}");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode flag = json(response);
        assertThat(flag.get("key").asString()).isEqualTo("example");
        assertThat(flag.get("reason").asString()).isEqualTo("SPLIT");
        String variant = flag.get("variant").asString();
        String arm = Objects.requireNonNull(workspace)
                .assignments()
                .evaluate("example", "u1", Map.of("country", "DE"), Instant.parse("2026-03-05T00:00:00Z"))
                .assignment()
                .arm();
        assertThat(variant).isEqualTo(arm);
        assertThat(flag.get("value").asString()).isEqualTo(variant.equals("treatment") ? "new_ranker" : "control");
        assertThat(flag.at("/metadata/unit").asString()).isEqualTo("user");
    }

    @Test
    void aStudyWhoseSlotOverlapsAnothersIsAnErrorAndNoGuess() throws Exception {
        Path studies = folder.resolve("project/studies");
        String text = Files.readString(studies.resolve("example.yml"));
        for (String name : new String[] {"example", "other"}) {
            Files.writeString(
                    studies.resolve(name + ".yml"),
                    text.replaceAll("(?m)^name:.*$", "name: " + name)
                            .replaceAll("(?m)^design:.*$", "design: {layer: feed, slot: [0, 0.6]}"));
        }
        stop();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-05T00:00:00Z"));
        Workspace opened = Workspace.open(
                folder.resolve("project"), new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
        workspace = opened;
        site = Site.start(opened, 0);
        try (HttpClient fresh = HttpClient.newHttpClient()) {
            URI uri = Objects.requireNonNull(site).address().resolve("/ofrep/v1/evaluate/flags/example");
            HttpResponse<String> response = fresh.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"context\":{\"targetingKey\":\"u1\"}}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).get("errorCode").asString()).isEqualTo("GENERAL");
            assertThat(json(response).get("errorDetails").asString()).contains("overlap in layer 'feed'");
        }
    }

    @Test
    void outsideTheStudyTheControlsValueIsServedWithoutVariant() throws Exception {
        JsonNode flag = json(post("/ofrep/v1/evaluate/flags/example", "{\"context\":{\"targetingKey\":\"u1\"}}"));
        assertThat(flag.get("reason").asString()).isEqualTo("DEFAULT");
        assertThat(flag.has("variant")).isFalse();
        assertThat(flag.get("value").asString()).isEqualTo("control");
        JsonNode boss = json(post("/ofrep/v1/evaluate/flags/example", "{\"context\":{\"user\":\"boss\"}}"));
        assertThat(boss.get("reason").asString()).isEqualTo("TARGETING_MATCH");
        assertThat(boss.get("value").asString()).isEqualTo("new_ranker");
    }

    @Test
    void errorsHaveTheCodesOfTheProtocol() throws Exception {
        HttpResponse<String> unknown = post("/ofrep/v1/evaluate/flags/nope", "{\"context\":{\"targetingKey\":\"u1\"}}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).get("errorCode").asString()).isEqualTo("FLAG_NOT_FOUND");
        assertThat(json(unknown).get("key").asString()).isEqualTo("nope");
        assertThat(code("{\"context\":{}}")).isEqualTo("TARGETING_KEY_MISSING");
        assertThat(code("{\"context\":{\"targetingKey\":\"\"}}")).isEqualTo("TARGETING_KEY_MISSING");
        assertThat(code("{\"context\":{\"targetingKey\":[1]}}")).isEqualTo("INVALID_CONTEXT");
        assertThat(code("{}")).isEqualTo("INVALID_CONTEXT");
        assertThat(code("{\"context\":")).isEqualTo("PARSE_ERROR");
        assertThat(code("{\"context\":{}} x")).isEqualTo("PARSE_ERROR");
        HttpResponse<String> get = client.send(
                HttpRequest.newBuilder(
                                Objects.requireNonNull(site).address().resolve("/ofrep/v1/evaluate/flags/example"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(post("/ofrep/v1/evaluate/flags", "x".repeat((1 << 20) + 1)).statusCode())
                .isEqualTo(413);
    }

    private String code(String body) throws Exception {
        HttpResponse<String> response = post("/ofrep/v1/evaluate/flags/example", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("errorDetails").asString()).isNotBlank();
        return json(response).get("errorCode").asString();
    }

    @Test
    void allFlagsAtOnceWithATagThatSaysUnchanged() throws Exception {
        String body = "{\"context\":{\"targetingKey\":\"u1\",\"country\":\"DE\"}}";
        HttpResponse<String> first = post("/ofrep/v1/evaluate/flags", body);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).get("flags")).hasSize(1);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = post("/ofrep/v1/evaluate/flags", body, "If-None-Match", tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        String other = "{\"context\":{\"targetingKey\":\"u1\",\"country\":\"US\"}}";
        assertThat(post("/ofrep/v1/evaluate/flags", other, "If-None-Match", tag).statusCode())
                .isEqualTo(200);
        JsonNode missing = json(post("/ofrep/v1/evaluate/flags", "{\"context\":{}}"));
        assertThat(missing.at("/flags/0/errorCode").asString()).isEqualTo("TARGETING_KEY_MISSING");
    }

    /** The provider of OpenFeature's Java contributions, as a client in any language has one. */
    @Test
    void openFeaturesOwnProviderEvaluatesAgainstIt() {
        String base = Objects.requireNonNull(site).address().toString().replaceFirst("/$", "");
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(
                "ofrep",
                OfrepProvider.constructProvider(
                        OfrepProviderOptions.builder().baseUrl(base).build()));
        Client flags = api.getClient("ofrep");
        FlagEvaluationDetails<String> split = flags.getStringDetails(
                "example", "none", new ImmutableContext("u1", Map.of("country", new Value("DE"))));
        assertThat(split.getErrorCode()).isNull();
        assertThat(split.getReason()).isEqualTo("SPLIT");
        assertThat(split.getVariant()).isIn("control", "treatment");
        assertThat(split.getFlagMetadata().getString("study")).isEqualTo("example");
        assertThat(flags.getStringValue("example", "none", new ImmutableContext("boss")))
                .isEqualTo("new_ranker");
        assertThat(flags.getStringDetails("nope", "none", new ImmutableContext("u1"))
                        .getErrorCode())
                .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        assertThat(flags.getBooleanDetails("example", true, new ImmutableContext("u1"))
                        .getErrorCode())
                .isEqualTo(ErrorCode.TYPE_MISMATCH);
        assertThat(flags.getStringDetails("example", "none", new ImmutableContext())
                        .getErrorCode())
                .isEqualTo(ErrorCode.INVALID_CONTEXT);
        api.shutdown();
    }

    /** Values of every type, asked for with each type, by OpenFeature's own client; its Appendix B names the mismatch. */
    @Test
    void valuesKeepTheirTypes() throws Exception {
        Path studies = folder.resolve("project/studies");
        String text = Files.readString(studies.resolve("example.yml"));
        Map<String, String> served = Map.of(
                "truth", "false and true",
                "whole", "1 and 2",
                "fraction", "0.5 and 1.5",
                "text", "\"1\" and \"two\"",
                "object", "{size: 1} and {size: 2, tags: [a, true], deep: {x: 1.5}}",
                "mixed", "1 and \"two\"");
        for (Map.Entry<String, String> flag : served.entrySet()) {
            String[] values = flag.getValue().split(" and ", -1);
            Files.writeString(
                    studies.resolve(flag.getKey() + ".yml"),
                    text.replaceAll("(?m)^name:.*$", "name: " + flag.getKey())
                            .replaceAll("(?m)^design:.*$", "design: {overrides: [{unit: boss, arm: treatment}]}")
                            .replaceAll("(?m)^    control:.*$", "    control: {share: 0.5, value: " + values[0] + "}")
                            .replaceAll(
                                    "(?m)^    treatment:.*$", "    treatment: {share: 0.5, value: " + values[1] + "}"));
        }
        Objects.requireNonNull(site).close();
        Objects.requireNonNull(workspace).close();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-05T00:00:00Z"));
        Workspace opened = Workspace.open(
                folder.resolve("project"), new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
        workspace = opened;
        site = Site.start(opened, 0);
        String base = Objects.requireNonNull(site).address().toString().replaceFirst("/$", "");
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(
                "typed",
                OfrepProvider.constructProvider(
                        OfrepProviderOptions.builder().baseUrl(base).build()));
        Client flags = api.getClient("typed");
        ImmutableContext boss = new ImmutableContext("boss");
        assertThat(flags.getBooleanDetails("truth", false, boss).getValue()).isTrue();
        assertThat(flags.getIntegerDetails("whole", 0, boss).getValue()).isEqualTo(2);
        assertThat(flags.getDoubleDetails("fraction", 0.0, boss).getValue()).isEqualTo(1.5);
        assertThat(flags.getStringDetails("text", "none", boss).getValue()).isEqualTo("two");
        Value object = flags.getObjectDetails("object", new Value(), boss).getValue();
        assertThat(object.asStructure().getValue("size").asInteger()).isEqualTo(2);
        assertThat(object.asStructure().getValue("tags").asList()).containsExactly(new Value("a"), new Value(true));
        assertThat(object.asStructure()
                        .getValue("deep")
                        .asStructure()
                        .getValue("x")
                        .asDouble())
                .isEqualTo(1.5);
        for (String key : new String[] {"whole", "fraction", "text", "object"}) {
            assertThat(flags.getBooleanDetails(key, true, boss).getErrorCode())
                    .as(key)
                    .isEqualTo(ErrorCode.TYPE_MISMATCH);
        }
        for (String key : new String[] {"truth", "whole", "fraction", "object"}) {
            assertThat(flags.getStringDetails(key, "none", boss).getErrorCode())
                    .as(key)
                    .isEqualTo(ErrorCode.TYPE_MISMATCH);
        }
        assertThat(flags.getIntegerDetails("fraction", 7, boss).getErrorCode()).isEqualTo(ErrorCode.TYPE_MISMATCH);
        FlagEvaluationDetails<Value> mixed = flags.getObjectDetails("mixed", new Value(), boss);
        assertThat(mixed.getErrorCode()).isEqualTo(ErrorCode.INVALID_CONTEXT); // what this client makes of every 400
        api.shutdown();
        JsonNode refused = json(post("/ofrep/v1/evaluate/flags/mixed", "{\"context\":{\"targetingKey\":\"boss\"}}"));
        assertThat(refused.get("errorCode").asString()).isEqualTo("GENERAL");
        assertThat(refused.get("errorDetails").asString())
                .contains("arm 'control' serves a number (1), arm 'treatment' text (two)");
    }

    @Test
    void aFormOfAnotherPageIsNotEvaluated() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        Objects.requireNonNull(site).address().resolve("/ofrep/v1/evaluate/flags"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"context\":{\"targetingKey\":\"u1\"}}"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
    }
}
