package covey.report.json;

import covey.result.StudyResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result as JSON and back, equal to what it was. Keys stand in a fixed order; codes are in lower case; doubles round
 * trip exactly. An open side of an interval is null. A test statistic or another number that is infinite is the text
 * {@code "Infinity"} or {@code "-Infinity"}; NaN is refused.
 */
public final class ResultJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultJson() {}

    /**
     * The result as JSON.
     *
     * @throws IllegalArgumentException when a number is NaN
     */
    public static String write(StudyResult result) {
        return JSON.writeValueAsString(ResultWriter.tree(result)) + "\n";
    }

    /**
     * The result in a JSON text.
     *
     * @throws UnreadableResultException when the text is no JSON, lacks a field, or has an unknown schema version
     */
    public static StudyResult read(String json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new UnreadableResultException("the result is not valid JSON: " + e.getOriginalMessage(), e);
        }
        return ResultReader.result(tree);
    }
}
