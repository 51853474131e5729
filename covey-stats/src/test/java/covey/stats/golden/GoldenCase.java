package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One reference case: inputs, expected numbers, the tolerance they are held to and where they come from. */
final class GoldenCase {

    private final JsonNode node;

    GoldenCase(JsonNode node) {
        this.node = node;
        for (String field : List.of("id", "method", "inputs", "expected", "tolerance", "source", "evidence")) {
            assertThat(node.has(field))
                    .as("%s states its %s", node.path("id"), field)
                    .isTrue();
        }
    }

    String id() {
        return node.get("id").asString();
    }

    String method() {
        return node.get("method").asString();
    }

    JsonNode inputs() {
        return node.get("inputs");
    }

    /**
     * Compares every expected number; fails when one was not computed. Keys starting with "wrong_" record others'
     * errors.
     */
    void check(Map<String, ?> actual) {
        node.get("expected").propertyStream().forEach(entry -> {
            if (entry.getKey().startsWith("wrong_")) {
                return;
            }
            assertThat(actual.containsKey(entry.getKey()))
                    .as("%s computes %s", id(), entry.getKey())
                    .isTrue();
            double[] expected = numbers(entry.getValue());
            double[] values = actual.get(entry.getKey()) instanceof double[] array
                    ? array
                    : new double[] {((Number) actual.get(entry.getKey())).doubleValue()};
            assertThat(values).as("%s %s", id(), entry.getKey()).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                compare(entry.getKey(), values[i], expected[i]);
            }
        });
    }

    private void compare(String what, double actual, double expected) {
        JsonNode tolerance = node.get("tolerance");
        assertThat(tolerance.has("rel") || tolerance.has("abs")).isTrue();
        if (Double.isInfinite(expected)) {
            assertThat(actual).as("%s %s", id(), what).isEqualTo(expected);
            return;
        }
        double allowed = Math.max(
                tolerance.path("abs").asDouble(0), tolerance.path("rel").asDouble(0) * Math.abs(expected));
        assertThat(Math.abs(actual - expected))
                .as("%s %s: %s against %s", id(), what, actual, expected)
                .isLessThanOrEqualTo(allowed);
    }

    static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }

    static double[] numbers(JsonNode node) {
        if (!node.isArray()) {
            return new double[] {number(node)};
        }
        List<Double> values = new ArrayList<>();
        node.forEach(item -> values.add(number(item)));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static long[] counts(JsonNode node) {
        double[] values = numbers(node);
        long[] counts = new long[values.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) values[i];
        }
        return counts;
    }

    @Override
    public String toString() {
        return id();
    }
}
