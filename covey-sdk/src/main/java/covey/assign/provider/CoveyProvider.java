package covey.assign.provider;

import covey.assign.Assignment;
import covey.assign.AssignmentException;
import covey.assign.FlagSource;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * OpenFeature provider over a source of flags, which may be exchanged while clients evaluate.
 *
 * <p>Reasons: SPLIT for a randomised arm, TARGETING_MATCH for an override or a rule, STATIC for a flag without rule,
 * DISABLED, else DEFAULT. The flag metadata hold the flag's own and, for an experiment, {@code covey.reason} and
 * {@code covey.unit}. Errors: FLAG_NOT_FOUND; TYPE_MISMATCH when the value has another type; TARGETING_KEY_MISSING and
 * INVALID_CONTEXT when the unit id is missing, in the targeting key or in another attribute; PARSE_ERROR for a rule that
 * chooses a variant that is not there.
 */
public final class CoveyProvider extends EventProvider {
    private volatile FlagSource source;

    /** Answers from the source. */
    public CoveyProvider(FlagSource source) {
        this.source = source;
    }

    /** Answers from another source from now on, and tells clients which flags may have changed. */
    public void replace(FlagSource other) {
        source = other;
        emitProviderConfigurationChanged(ProviderEventDetails.builder()
                .flagsChanged(List.copyOf(other.keys()))
                .build());
    }

    @Override
    public Metadata getMetadata() {
        return () -> "covey";
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::truth);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::text);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::integer);
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(String key, Long preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::whole);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::number);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value preset, EvaluationContext context) {
        return evaluate(key, preset, context, Values::structure);
    }

    private interface Typed<T> {
        /** The value as this type, or null when it has another. */
        @Nullable
        T of(Object value);
    }

    private <T> ProviderEvaluation<T> evaluate(String key, T preset, EvaluationContext context, Typed<T> type) {
        Assignment found;
        try {
            found = source.evaluate(key, new ContextAttributes(context));
        } catch (AssignmentException fault) {
            return failed(preset, ErrorCode.PARSE_ERROR, Objects.requireNonNull(fault.getMessage()));
        }
        if (found == null) {
            return failed(preset, ErrorCode.FLAG_NOT_FOUND, "no flag or experiment '" + key + "'");
        }
        if (found.reason() == covey.assign.Reason.UNIT_MISSING) {
            return unitMissing(found, preset);
        }
        T value = found.value() == null ? preset : type.of(found.value());
        if (value == null) {
            return failed(preset, ErrorCode.TYPE_MISMATCH, "the value of '" + key + "' is " + found.value());
        }
        return ProviderEvaluation.<T>builder()
                .value(value)
                .variant(found.arm())
                .reason(reason(found.reason()).name())
                .flagMetadata(metadata(found))
                .build();
    }

    private static <T> ProviderEvaluation<T> unitMissing(Assignment found, T preset) {
        boolean key = EvaluationContext.TARGETING_KEY.equals(found.unit());
        return failed(
                preset,
                key ? ErrorCode.TARGETING_KEY_MISSING : ErrorCode.INVALID_CONTEXT,
                "experiment '" + found.experiment() + "' splits by " + found.unit()
                        + ", which the context does not hold");
    }

    private static <T> ProviderEvaluation<T> failed(T preset, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(preset)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    private static Reason reason(covey.assign.Reason reason) {
        return switch (reason) {
            case SPLIT -> Reason.SPLIT;
            case OVERRIDE, TARGETED -> Reason.TARGETING_MATCH;
            case STATIC -> Reason.STATIC;
            case DISABLED -> Reason.DISABLED;
            case UNIT_MISSING -> Reason.ERROR;
            case HOLDOUT, NOT_TARGETED, OTHER_SLOT, NOT_RAMPED, DEFAULT -> Reason.DEFAULT;
        };
    }

    private static ImmutableMetadata metadata(Assignment found) {
        if (found.unit() == null && found.metadata().isEmpty()) {
            return ImmutableMetadata.EMPTY;
        }
        var builder = ImmutableMetadata.builder();
        for (Map.Entry<String, Object> entry : found.metadata().entrySet()) {
            Values.add(entry.getKey(), entry.getValue(), builder);
        }
        if (found.unit() != null) {
            builder.addString("covey.reason", found.reason().name()).addString("covey.unit", found.unit());
        }
        return builder.build();
    }
}
