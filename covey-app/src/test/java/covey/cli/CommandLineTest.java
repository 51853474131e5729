package covey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import covey.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in this process, on the project that {@code init} makes. */
class CommandLineTest {
    @TempDir
    Path folder = Path.of("");

    private record Answer(int exit, String out, String err) {}

    private static Answer covey(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment);
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Answer inProject(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--project";
        all[arguments.length + 1] = folder.resolve("project").toString();
        return covey(Map.of("HOME", folder.toString()), all);
    }

    private void init() {
        assertThat(covey(Map.of(), "init", folder.resolve("project").toString()).exit())
                .isZero();
    }

    @Test
    void helpListsEveryVerbInOrder() {
        Answer answer = covey(Map.of(), "--help");
        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .containsSubsequence(Verbs.all().keySet().stream()
                        .map(verb -> "\n  " + verb + " ")
                        .toList());
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void everyVerbHasAnExampleInItsHelp() {
        for (String verb : Verbs.all().keySet()) {
            Answer answer = covey(Map.of(), verb, "--help");
            assertThat(answer.exit()).as(verb).isZero();
            assertThat(answer.out()).as(verb).contains("  covey " + verb).containsPattern("Examples?:");
        }
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(covey(Map.of(), "--version").out()).matches("covey [0-9]+\\.[0-9]+\\.[0-9]+.*, Java [0-9]+\\R");
    }

    @Test
    void withoutAVerbTheHelpGoesToStandardError() {
        Answer answer = covey(Map.of());
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("Verbs:");
    }

    @Test
    void unknownVerbAndOptionNameTheNearest() {
        assertThat(covey(Map.of(), "shwo", "x").err()).contains("did you mean 'show'?");
        Answer option = covey(Map.of(), "run", "--dryrun");
        assertThat(option.exit()).isEqualTo(2);
        assertThat(option.err()).contains("did you mean '--dry-run'?").contains("covey run --help");
    }

    @Test
    void wrongValuesSayWhatIsRight() {
        assertThat(covey(Map.of(), "query", "ctr", "--last", "28").err()).contains("'28' is not a duration");
        assertThat(covey(Map.of(), "run", "--as-of", "yesterday").err()).contains("'yesterday' is not an instant");
        assertThat(covey(Map.of(), "show", "x", "--format", "xml").err()).contains("markdown");
    }

    @Test
    void aFolderWithoutAProjectIsAnInputFault() {
        Answer answer = inProject("list");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("covey.yml").contains("covey init").doesNotContain("\tat ");
    }

    @Test
    void listIsATableOrOneJsonDocument() {
        init();
        assertThat(inProject("list").out()).startsWith("KIND").contains("clicks");
        JsonNode document = JsonMapper.shared()
                .readTree(inProject("list", "metrics", "--json").out());
        assertThat(document.isArray()).isTrue();
        assertThat(document.size()).isPositive();
        document.forEach(entry -> assertThat(entry.get("kind").asString()).isEqualTo("metric"));
    }

    @Test
    void validateTellsFileAndLineAndExitsWithOne() throws IOException {
        init();
        assertThat(inProject("validate", "--files-only").exit()).isZero();
        Path metrics = folder.resolve("project/metrics/broken.yml");
        Files.writeString(metrics, "metrics:\n  - {name: x, typ: mean}\n");
        Answer answer = inProject("validate", "--files-only");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out()).contains("metrics/broken.yml:2").contains("type");
    }

    @Test
    void unknownStudyNamesTheNearest() {
        init();
        Answer answer = inProject("show", "exampel");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("exampel").contains("example");
    }

    @Test
    void dryRunNamesStudiesAndRunsNone() {
        init();
        assertThat(inProject("run", "--dry-run").out()).isEqualTo("example" + System.lineSeparator());
        assertThat(folder.resolve("project/results/example")).doesNotExist();
    }

    @Test
    void runStoresAndShowReads() {
        init();
        Answer run = inProject("run", "example", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode document = JsonMapper.shared().readTree(run.out());
        assertThat(document.get(0).get("study").asString()).isEqualTo("example");
        Answer json = inProject("show", "example", "--format", "json");
        assertThat(JsonMapper.shared().readTree(json.out()).get("run").asString())
                .isEqualTo(document.get(0).get("run").asString());
        assertThat(inProject("show", "example", "--format", "csv").out()).startsWith("study,analysis,metric");
        assertThat(inProject("show", "example").out()).doesNotContain("\u001b");
        assertThat(inProject("show", "example", "--settings").out()).startsWith("SETTING");
        Answer parquet = inProject("show", "example", "--format", "parquet");
        assertThat(parquet.exit()).isEqualTo(2);
        assertThat(parquet.err()).contains("--output");
        Answer page = inProject(
                "report", "example", "--output", folder.resolve("pages").toString());
        assertThat(page.exit()).isZero();
        assertThat(folder.resolve("pages/example.html")).content().contains("<!doctype html>");
    }

    @Test
    void colourOnlyOnATerminalAndNotAgainstNoColor() {
        init();
        String project = folder.resolve("project").toString();
        Map<String, String> terminal = Map.of("COVEY_TERMINAL", "out err", "HOME", folder.toString());
        assertThat(covey(terminal, "doctor", "-p", project).out()).contains("\u001b[");
        Map<String, String> plain = Map.of("COVEY_TERMINAL", "out err", "HOME", folder.toString(), "NO_COLOR", "1");
        assertThat(covey(plain, "doctor", "-p", project).out()).doesNotContain("\u001b[");
        assertThat(inProject("doctor").out()).doesNotContain("\u001b[");
    }
}
