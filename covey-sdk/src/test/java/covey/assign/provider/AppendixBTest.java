package covey.assign.provider;

import static org.assertj.core.api.Assertions.assertThat;

import covey.assign.flagd.FlagdFlags;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The behaviours of OpenFeature's Appendix B that concern a provider (evaluation_v2, metadata and hooks features of
 * open-feature/spec at 6fd4d54), through the client of the SDK 1.22.0. The flags are those of its test-flags, written in
 * flagd's format: its CEL rules became JsonLogic.
 */
class AppendixBTest {
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private Client client;

    @BeforeEach
    void aStableProvider() throws IOException {
        try (InputStream file = AppendixBTest.class.getResourceAsStream("test-flags.json")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            api.setProviderAndWait(new CoveyProvider(FlagdFlags.read(text, () -> Instant.EPOCH)));
        }
        client = api.getClient();
    }

    @AfterEach
    void shutDown() {
        api.shutdown();
    }

    private FlagEvaluationDetails<?> evaluate(String type, String key, String preset, Map<String, Value> attributes) {
        EvaluationContext context = new ImmutableContext(attributes);
        return switch (type) {
            case "Boolean" -> client.getBooleanDetails(key, Boolean.valueOf(preset), context);
            case "String" -> client.getStringDetails(key, preset, context);
            case "Integer" -> client.getIntegerDetails(key, Integer.valueOf(preset), context);
            case "Float" -> client.getDoubleDetails(key, Double.valueOf(preset), context);
            default -> client.getObjectDetails(key, Value.objectToValue(Map.of("preset", preset)), context);
        };
    }

    private static Object plain(Object value) {
        return value instanceof Value structure ? structure.asStructure().asObjectMap() : value;
    }

    private static String text(FlagEvaluationDetails<?> details) {
        return String.valueOf(plain(details.getValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "Boolean,boolean-flag,false,true,on",
        "String,string-flag,bye,hi,greeting",
        "Integer,integer-flag,1,10,ten",
        "Float,float-flag,0.1,0.5,half",
        "Boolean,boolean-zero-flag,true,false,zero",
        "String,string-zero-flag,hi,'',zero",
        "Integer,integer-zero-flag,1,0,zero",
        "Float,float-zero-flag,0.1,0.0,zero",
        "Object,object-zero-flag,x,{},zero"
    })
    void resolvesValueVariantAndReason(String type, String key, String preset, String value, String variant) {
        FlagEvaluationDetails<?> details = evaluate(type, key, preset, Map.of());
        assertThat(text(details)).isEqualTo(value);
        assertThat(details.getVariant()).isEqualTo(variant);
        assertThat(details.getReason()).isEqualTo("STATIC");
        assertThat(details.getFlagKey()).isEqualTo(key);
        assertThat(details.getErrorCode()).isNull();
    }

    @Test
    void resolvesAnObject() {
        FlagEvaluationDetails<?> details = evaluate("Object", "object-flag", "x", Map.of());
        assertThat(plain(details.getValue()))
                .isEqualTo(Map.of("showImages", true, "title", "Check out these pics!", "imagesPerPage", 100));
        assertThat(details.getVariant()).isEqualTo("template");
    }

    @ParameterizedTest
    @CsvSource({
        "Boolean,boolean-targeted-zero-flag,true,false",
        "String,string-targeted-zero-flag,hi,''",
        "Integer,integer-targeted-zero-flag,1,0",
        "Float,float-targeted-zero-flag,0.1,0.0",
        "Object,object-targeted-zero-flag,x,{}"
    })
    void targetingMatchesFallsBackAndBearsAnEmptyContext(String type, String key, String preset, String value) {
        Map<String, Value> nothing = new HashMap<>();
        nothing.put("email", new Value());
        List<Map<String, Value>> contexts = List.of(
                Map.of("email", new Value("ballmer@macrosoft.com")),
                Map.of("email", new Value("ballmer@none.com")),
                Map.of(),
                nothing);
        for (Map<String, Value> context : contexts) {
            FlagEvaluationDetails<?> details = evaluate(type, key, preset, context);
            assertThat(text(details)).isEqualTo(value);
            assertThat(details.getReason()).isEqualTo(context.equals(contexts.get(0)) ? "TARGETING_MATCH" : "DEFAULT");
        }
    }

    @Test
    void severalAttributesDecideTogether() {
        Map<String, Value> context = Map.of(
                "email", new Value("ballmer@macrosoft.com"),
                "role", new Value("admin"),
                "age", new Value(65),
                "customer", new Value(false));
        FlagEvaluationDetails<?> details = evaluate("String", "complex-targeted", "default", context);
        assertThat(details.getValue()).isEqualTo("INTERNAL");
        assertThat(details.getReason()).isEqualTo("TARGETING_MATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "Boolean,non-existent-flag,false,FLAG_NOT_FOUND", "String,non-existent-flag,bye,FLAG_NOT_FOUND",
        "Integer,non-existent-flag,1,FLAG_NOT_FOUND", "Float,non-existent-flag,0.1,FLAG_NOT_FOUND",
        "Object,non-existent-flag,x,FLAG_NOT_FOUND", "Boolean,string-flag,false,TYPE_MISMATCH",
        "String,boolean-flag,bye,TYPE_MISMATCH", "Integer,boolean-flag,1,TYPE_MISMATCH",
        "Float,boolean-flag,0.1,TYPE_MISMATCH", "Object,boolean-flag,x,TYPE_MISMATCH",
        "Integer,wrong-flag,13,TYPE_MISMATCH"
    })
    void errorsGiveTheCallersDefaultAndTheirCode(String type, String key, String preset, ErrorCode code) {
        FlagEvaluationDetails<?> details = evaluate(type, key, preset, Map.of());
        assertThat(text(details)).isEqualTo(type.equals("Object") ? "{preset=x}" : preset);
        assertThat(details.getReason()).isEqualTo("ERROR");
        assertThat(details.getErrorCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Boolean,boolean-disabled-flag,false,DISABLED", "String,string-disabled-flag,bye,DISABLED",
        "Integer,integer-disabled-flag,1,DISABLED", "Float,float-disabled-flag,0.1,DISABLED",
        "Object,object-disabled-flag,x,DISABLED", "Boolean,null-default-flag,true,DEFAULT",
        "Integer,undefined-default-flag,7,DEFAULT"
    })
    void aDisabledFlagAndOneWithoutDefaultLeaveTheValueToTheCaller(
            String type, String key, String preset, String reason) {
        FlagEvaluationDetails<?> details = evaluate(type, key, preset, Map.of());
        assertThat(text(details)).isEqualTo(type.equals("Object") ? "{preset=x}" : preset);
        assertThat(details.getReason()).isEqualTo(reason);
        assertThat(details.getErrorCode()).isNull();
    }

    @Test
    void metadataComeWithTheirTypesAndAreEmptyWithoutAny() {
        ImmutableMetadata metadata =
                client.getBooleanDetails("metadata-flag", true).getFlagMetadata();
        assertThat(metadata.getString("string")).isEqualTo("1.0.2");
        assertThat(metadata.getInteger("integer")).isEqualTo(2);
        assertThat(metadata.getDouble("float")).isEqualTo(0.1);
        assertThat(metadata.getBoolean("boolean")).isTrue();
        assertThat(client.getBooleanDetails("boolean-flag", true)
                        .getFlagMetadata()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "boolean-flag,before after finally,STATIC,on,",
        "missing-flag,before error finally,ERROR,,FLAG_NOT_FOUND",
        "wrong-flag,before error finally,ERROR,,TYPE_MISMATCH"
    })
    void hooksSeeTheDetails(String key, String stages, String reason, String variant, ErrorCode code) {
        List<String> seen = new ArrayList<>();
        List<FlagEvaluationDetails<Boolean>> last = new ArrayList<>();
        client.addHooks(new Hook<Boolean>() {
            @Override
            public java.util.Optional<EvaluationContext> before(HookContext<Boolean> c, Map<String, Object> hints) {
                seen.add("before");
                return java.util.Optional.empty();
            }

            @Override
            public void after(HookContext<Boolean> c, FlagEvaluationDetails<Boolean> d, Map<String, Object> hints) {
                seen.add("after");
            }

            @Override
            public void error(HookContext<Boolean> c, Exception e, Map<String, Object> hints) {
                seen.add("error");
            }

            @Override
            public void finallyAfter(
                    HookContext<Boolean> c, FlagEvaluationDetails<Boolean> d, Map<String, Object> hints) {
                seen.add("finally");
                last.add(d);
            }
        });
        client.getBooleanDetails(key, false);
        assertThat(String.join(" ", seen)).isEqualTo(stages);
        assertThat(last.get(0).getFlagKey()).isEqualTo(key);
        assertThat(last.get(0).getReason()).isEqualTo(reason);
        assertThat(last.get(0).getVariant()).isEqualTo(variant);
        assertThat(last.get(0).getErrorCode()).isEqualTo(code);
    }
}
