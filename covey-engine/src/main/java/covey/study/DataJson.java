package covey.study;

import covey.data.ClusteringData;
import covey.data.Data;
import covey.data.ExperimentData;
import covey.data.LabelData;
import covey.data.RankingData;
import covey.data.RolloutData;
import covey.data.SwitchbackData;
import covey.data.SwitchbackHistory;
import covey.data.TrendData;
import covey.data.TwoSidedData;
import covey.data.column.Bytes;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.stats.moment.Moments;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The data of a result as JSON, so that a result can be computed again without the warehouse. */
final class DataJson {
    // a column of millions of rows is one string
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModule(new SimpleModule("moments")
                    .addSerializer(Moments.class, new MomentsWriter())
                    .addDeserializer(Moments.class, new MomentsReader()))
            .addModule(columns())
            .build();

    private static final String CLUSTERING = "clustering";
    private static final String LABELS = "labels";
    private static final String RANKING = "ranking";
    private static final String ROLLOUT = "rollout";
    private static final String SWITCHBACK = "switchback";
    private static final String SWITCHBACK_HISTORY = "switchback_history";
    private static final String TWO_SIDED = "two_sided";

    /** Data that are not the moments of an experiment, with the name of their shape. */
    private record Shaped<D extends Data>(String shape, D data) {}

    private DataJson() {}

    private static SimpleModule columns() {
        SimpleModule module = new SimpleModule("columns");
        column(module, Ints.class, Ints::packed, Ints::unpacked);
        column(module, Bytes.class, Bytes::packed, Bytes::unpacked);
        column(module, Doubles.class, Doubles::packed, Doubles::unpacked);
        return module;
    }

    private static <C> void column(
            SimpleModule module, Class<C> type, Function<C, String> packed, Function<String, C> unpacked) {
        module.addSerializer(type, new ValueSerializer<>() {
            @Override
            public void serialize(C column, JsonGenerator out, SerializationContext context) {
                out.writeString(packed.apply(column));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<>() {
            @Override
            public C deserialize(JsonParser parser, DeserializationContext context) {
                return unpacked.apply(parser.getString());
            }
        });
    }

    static String write(Data data) {
        return switch (data) {
            case ExperimentData experiment -> MAPPER.writeValueAsString(experiment);
            case RolloutData rollout -> MAPPER.writeValueAsString(new Shaped<>(ROLLOUT, rollout));
            case SwitchbackData switchback -> MAPPER.writeValueAsString(new Shaped<>(SWITCHBACK, switchback));
            case SwitchbackHistory history -> MAPPER.writeValueAsString(new Shaped<>(SWITCHBACK_HISTORY, history));
            case TwoSidedData sides -> MAPPER.writeValueAsString(new Shaped<>(TWO_SIDED, sides));
            case ClusteringData clustering -> MAPPER.writeValueAsString(new Shaped<>(CLUSTERING, clustering));
            case LabelData labels -> MAPPER.writeValueAsString(new Shaped<>(LABELS, labels));
            case RankingData ranking -> MAPPER.writeValueAsString(new Shaped<>(RANKING, ranking));
            case TrendData _ -> throw new IllegalArgumentException("a trend is not stored");
        };
    }

    /** Data as {@link #write} wrote it. */
    static Data read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return switch (node.path("shape").asString("")) {
                case ROLLOUT -> MAPPER.treeToValue(node.get("data"), RolloutData.class);
                case SWITCHBACK -> MAPPER.treeToValue(node.get("data"), SwitchbackData.class);
                case SWITCHBACK_HISTORY -> MAPPER.treeToValue(node.get("data"), SwitchbackHistory.class);
                case CLUSTERING -> MAPPER.treeToValue(node.get("data"), ClusteringData.class);
                case LABELS -> MAPPER.treeToValue(node.get("data"), LabelData.class);
                case RANKING -> MAPPER.treeToValue(node.get("data"), RankingData.class);
                case TWO_SIDED -> MAPPER.treeToValue(node.get("data"), TwoSidedData.class);
                default -> MAPPER.treeToValue(node, ExperimentData.class);
            };
        } catch (JacksonException e) {
            throw new CoveyException(
                    Exit.INPUT, "stored data cannot be read: " + e.getOriginalMessage(), "run the study again", e);
        }
    }

    private static final class MomentsWriter extends ValueSerializer<Moments> {
        @Override
        public void serialize(Moments moments, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeNumberProperty("n", moments.n());
            out.writeArrayPropertyStart("mean");
            for (int i = 0; i < moments.size(); i++) {
                out.writeNumber(moments.n() == 0 ? 0 : moments.mean(i));
            }
            out.writeEndArray();
            // upper triangle of the centred cross products, row by row
            out.writeArrayPropertyStart("m2");
            for (int i = 0; i < moments.size(); i++) {
                for (int j = i; j < moments.size(); j++) {
                    out.writeNumber(moments.crossM2(i, j));
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static final class MomentsReader extends ValueDeserializer<Moments> {
        @Override
        public Moments deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            long n = node.get("n").asLong();
            int k = node.get("mean").size();
            if (n == 0) {
                return Moments.empty(k);
            }
            double[] mean = new double[k];
            double[][] covariance = new double[k][k];
            int at = 0;
            for (int i = 0; i < k; i++) {
                mean[i] = node.get("mean").get(i).asDouble();
                for (int j = i; j < k; j++) {
                    covariance[i][j] = node.get("m2").get(at).asDouble() / n;
                    covariance[j][i] = covariance[i][j];
                    at++;
                }
            }
            return Moments.ofPopulation(n, mean, covariance);
        }
    }
}
