package covey.ranking.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics by the names that a study writes against numbers of scikit-learn and of the definitions written out in another language. */
class RankingGoldenTest {
    @TestFactory
    Stream<DynamicTest> metricsAgree() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream file = RankingGoldenTest.class.getResourceAsStream("/golden/ranking/metrics/metrics.json")) {
            for (JsonNode one : JsonMapper.shared().readTree(file)) {
                ToDoubleFunction<String> value = of(one.get("method").asString(), one.get("inputs"));
                tests.add(DynamicTest.dynamicTest(
                        one.get("id").asString(),
                        () -> one.get("expected")
                                .propertyStream()
                                .forEach(e -> compare(
                                        one,
                                        e.getKey(),
                                        value.applyAsDouble(e.getKey()),
                                        e.getValue().asDouble()))));
            }
        }
        assertThat(tests).hasSize(8);
        return tests.stream();
    }

    private static void compare(JsonNode one, String name, double actual, double expected) {
        JsonNode tolerance = one.get("tolerance");
        double allowed =
                tolerance.path("abs").asDouble(0) + tolerance.path("rel").asDouble(0) * Math.abs(expected);
        assertThat(allowed).isPositive();
        assertThat(actual).as(name).isCloseTo(expected, within(allowed));
    }

    private static ToDoubleFunction<String> of(String method, JsonNode inputs) {
        return switch (method) {
            case "ranked", "scored" -> run(inputs)::value;
            case "users" -> users(inputs)::value;
            default -> throw new IllegalArgumentException(method);
        };
    }

    private static JudgedRun run(JsonNode inputs) {
        JudgedRun run = new JudgedRun();
        for (int i = 0; i < inputs.get("grades").size(); i++) {
            double grade = inputs.get("grades").get(i).asDouble();
            if (grade >= 0) {
                run.judge("i" + i, grade);
            }
            if (inputs.has("scores")) {
                run.score("i" + i, inputs.get("scores").get(i).asDouble());
            } else {
                run.rank("i" + i, i + 1);
            }
        }
        for (int i = 0; i < inputs.path("missing").size(); i++) {
            run.judge("missing" + i, inputs.get("missing").get(i).asDouble());
        }
        return run;
    }

    private static Users users(JsonNode inputs) {
        Users users = new Users();
        for (int i = 0; i < inputs.get("category").size(); i++) {
            users.category("i" + i, inputs.get("category").get(i).asInt());
        }
        for (int u = 0; u < inputs.get("lists").size(); u++) {
            String user = "u" + u;
            inputs.get("had").get(u).forEach(item -> users.had(user, "i" + item.asInt()));
            for (int i = 0; i < inputs.get("lists").get(u).size(); i++) {
                users.list(
                        user,
                        "i" + inputs.get("lists").get(u).get(i).asInt(),
                        inputs.get("relevant").get(u).get(i).asDouble());
            }
        }
        return users;
    }
}
