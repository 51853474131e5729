package covey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import covey.Main;
import covey.assign.Assignment;
import covey.assign.file.ConfigurationFile;
import covey.assign.rule.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code covey assign} in this process, on the project that {@code init} makes. */
class AssignVerbTest {
    @TempDir
    Path folder = Path.of("");

    private record Answer(int exit, String out, String err) {}

    private Answer assign(String... arguments) {
        List<String> all = new ArrayList<>(List.of("assign"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--project", folder.resolve("project").toString()));
        return covey(all);
    }

    private static Answer covey(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void init() {
        covey(List.of("init", folder.resolve("project").toString()));
    }

    @Test
    void aUnitsArmIsToldWithTheWayToIt() {
        Answer answer = assign("evaluate", "example", "--unit", "u1", "--at", "2026-03-05");
        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .containsPattern("arm +(control|treatment)")
                .contains("SPLIT")
                .contains("bucket");
        JsonNode json = JsonMapper.shared()
                .readTree(assign("evaluate", "example", "--unit", "u1", "--at", "2026-03-05", "--json")
                        .out());
        assertThat(json.at("/path/0/bucket").asInt()).isBetween(0, 999_999);
        assertThat(assign("evaluate", "exampel", "--unit", "u1").err()).contains("did you mean 'example'?");
        assertThat(assign("evaluate", "example", "--unit", "u1", "--at", "2027-01-01")
                        .out())
                .contains("DISABLED");
    }

    @Test
    void aLogIsReplayedAndEveryDisagreementListed() throws IOException {
        StringBuilder log = new StringBuilder("user_id,arm,exposed_at\n");
        for (int i = 0; i < 50; i++) {
            JsonNode one = JsonMapper.shared()
                    .readTree(assign("evaluate", "example", "--unit", "u" + i, "--at", "2026-03-05", "--json")
                            .out());
            String value = one.get("value").asString();
            boolean wrong = i == 30;
            String other = value.equals("control") ? "new_ranker" : "control";
            log.append('u').append(i).append(',').append(wrong ? other : value).append(",2026-03-05\n");
        }
        Path file = Files.writeString(folder.resolve("log.csv"), log.append("u51,contr"));
        Answer answer = assign("replay", "example", "--log", file.toString());
        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .containsPattern("agree +49")
                .containsPattern("disagree +1 +first in row 31")
                .containsPattern("torn +1")
                .containsPattern("u30 ");
        assertThat(assign("replay", "example", "--log", file.toString(), "--fail-on", "disagreement")
                        .exit())
                .isEqualTo(1);
        JsonNode json = JsonMapper.shared()
                .readTree(assign("replay", "example", "--log", file.toString(), "--json")
                        .out());
        assertThat(json.get("disagreements")).hasSize(1);
        assertThat(assign("replay", "example", "--scheme", "growthbook").err()).contains("did you mean 'growthbook_v");
        assertThat(assign(
                                "replay",
                                "example",
                                "--log",
                                folder.resolve("none.csv").toString())
                        .err())
                .contains("no such file");
    }

    @Test
    void everyStudyIsListedWithItsPlaceAndItsPhase() throws IOException {
        Path studies = folder.resolve("project/studies");
        String example = Files.readString(studies.resolve("example.yml"));
        Files.writeString(
                studies.resolve("feed.yml"),
                example.replaceAll("(?m)^name:.*$", "name: feed_two")
                        .replaceAll(
                                "(?m)^design:.*$",
                                "design: {salt: two, layer: feed, slot: [0.5, 0.75], holdout: {name: h, share: 0.1},"
                                        + " ramp: [{at: 2026-03-03, share: 0.2}, {at: 2026-03-07, share: 1}]}"));
        Answer listed = assign("list", "--at", "2026-03-05");
        assertThat(listed.exit()).isZero();
        assertThat(listed.out())
                .containsPattern("example +running +1 +1 +user +example +- +- +- ")
                .containsPattern("feed_two +running +0.2 +0.045 +user +two +feed +\\[0.5, 0.75\\) +h 0.1 +control:0.5 ")
                .contains("2026-03-07T00:00:00Z");
        JsonNode json = JsonMapper.shared()
                .readTree(assign("list", "--at", "2027-01-01", "--json").out());
        assertThat(json.at("/1/phase").asString()).isEqualTo("ended");
        assertThat(json.at("/1/active").asBoolean()).isFalse();
        assertThat(json.at("/1/ramp")).hasSize(2);
        assertThat(json.at("/0/layer").isNull()).isTrue();
        Files.writeString(
                studies.resolve("clash.yml"),
                example.replaceAll("(?m)^name:.*$", "name: clash")
                        .replaceAll("(?m)^design:.*$", "design: {layer: feed, slot: [0.7, 0.8]}"));
        assertThat(assign("list").err()).contains("overlap in layer 'feed'");
    }

    @Test
    void theWarehousesExposuresAreTheDefaultLog() {
        Answer answer = assign("replay", "example", "--show", "1");
        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).containsPattern("lines +[1-9]").contains("--json lists all");
        assertThat(assign("sql", "example").out()).contains("md5('example:'").endsWith(";\n");
    }

    @Test
    void studiesGoToFlagdAndComeBackAsDrafts() throws IOException {
        Answer exported = assign("export", "all");
        assertThat(exported.exit()).isZero();
        assertThat(exported.err()).contains("do not move a running study");
        Path flags = Files.writeString(folder.resolve("flags.json"), exported.out());
        JsonNode flag = JsonMapper.shared().readTree(exported.out()).at("/flags/example");
        assertThat(flag.at("/variants/treatment").asString()).isEqualTo("new_ranker");
        Answer imported = assign("import", flags.toString());
        assertThat(imported.exit()).isZero();
        assertThat(imported.out())
                .contains("name: example")
                .containsPattern("\"control\": \\{share: 0\\.5, role: control")
                .containsPattern("\"treatment\": \\{share: 0\\.5, value: \"new_ranker\"");
        assertThat(imported.err()).contains("example: a fractional rule under conditions");
        Path odd = Files.writeString(folder.resolve("odd.json"), "{\"toggles\": []}");
        Answer refused = assign("import", odd.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("unknown flag format");
    }

    @Test
    void servicesAssignFromTheExportAsTheProjectDoes() throws IOException {
        Path study = folder.resolve("project/studies/example.yml");
        Files.writeString(
                study,
                Files.readString(study)
                        .replaceAll(
                                "(?m)^design:.*$",
                                "design: {layer: feed, slot: [0.1, 0.9], holdout: {name: h, share: 0.1},"
                                        + " ramp: [{at: 2026-03-03, share: 0.5}, {at: 2026-03-07, share: 1}]}"));
        Answer exported = assign("export", "all", "--format", "covey", "--at", "2026-03-05");
        assertThat(exported.exit()).isZero();
        assertThat(exported.err()).contains("export it again at 2026-03-07T00:00:00Z");
        ConfigurationFile file = ConfigurationFile.read(exported.out());
        for (int i = 0; i < 20; i++) {
            JsonNode own = JsonMapper.shared()
                    .readTree(assign("evaluate", "example", "--unit", "u" + i, "--at", "2026-03-05", "--json")
                            .out());
            Assignment served =
                    Objects.requireNonNull(file.configuration().evaluate("example", "u" + i, Attributes.of(Map.of())));
            assertThat(own.get("reason").asString()).isEqualTo(served.reason().name());
            assertThat(own.get("value").asString()).isEqualTo(served.value());
        }
        Answer schema = covey(List.of(
                "schema", "assignment", "--project", folder.resolve("project").toString()));
        JsonNode version = JsonMapper.shared().readTree(schema.out()).at("/properties/version/const");
        assertThat(version.asInt()).isEqualTo(ConfigurationFile.VERSION);
    }

    @Test
    void aLogOfFlagdIsReplayedFromItsFlags() throws IOException {
        Path flags = Files.writeString(
                folder.resolve("flags.json"),
                "{\"flags\": {\"example\": {\"state\": \"ENABLED\", \"defaultVariant\": null, \"variants\": "
                        + "{\"control\": 1, \"treatment\": 2}, \"targeting\": {\"fractional\": [[\"control\", 100],"
                        + " [\"treatment\", 0]]}}}}");
        Path log = Files.writeString(
                folder.resolve("log.csv"), "user_id,arm,exposed_at\nu1,control,2026-03-05\nu2,new_ranker,2026-03-05\n");
        Answer answer =
                assign("replay", "example", "--scheme", "flagd", "--flags", flags.toString(), "--log", log.toString());
        assertThat(answer.out()).containsPattern("agree +1").containsPattern("disagree +1 +first in row 2");
        assertThat(assign("replay", "example", "--scheme", "flagd").err()).contains("--flags");
    }

    @Test
    void aFileThatWouldMoveUnitsOfARunningStudyIsRefused() throws IOException {
        Path study = folder.resolve("project/studies/example.yml");
        String declared = Files.readString(study);
        Path earlier = Files.writeString(
                folder.resolve("earlier.json"),
                assign("export", "example", "--format", "covey", "--at", "2026-03-05")
                        .out());
        String[] again = {"export", "example", "--format", "covey", "--at", "2026-03-05", "--since", earlier.toString()
        };
        assertThat(assign(again).exit()).isZero();

        Files.writeString(
                study,
                declared.replace("{share: 0.5", "{share: 0.6")
                        .replace("treatment: {share: 0.6", "treatment: {share: 0.4"));
        Answer moved = assign(again);
        assertThat(moved.exit()).isEqualTo(2);
        assertThat(moved.out()).isEmpty();
        assertThat(moved.err())
                .contains("its assignment is not that of earlier.json")
                .containsPattern("shares of the arms changed. (9.[89]|10.[012]) % of its units change arm");

        Files.writeString(study, declared.replace("design: {", "design: {salt: again, "));
        Answer drawn = assign(again);
        assertThat(drawn.exit()).isZero();
        assertThat(drawn.err())
                .contains("is drawn again: salt 'again', in earlier.json 'example'")
                .contains("% of its units");

        assertThat(assign("export", "example", "--format", "covey", "--since", study.toString())
                        .exit())
                .isEqualTo(2);
    }
}
