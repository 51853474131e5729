package covey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import covey.Main;
import covey.http.Site;
import covey.study.Surroundings;
import covey.study.Workspace;
import covey.study.plan.Hashes;
import covey.study.plan.PlanFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code covey design} in this process, on a month of history and two weeks of an experiment in which the standard
 * deviation is half as large again.
 */
class DesignVerbTest {
    private static final Instant HISTORY = Instant.parse("2026-02-01T00:00:00Z");
    private static final int A_DAY = 60;

    @TempDir
    Path folder;

    private record Answer(int exit, String out, String err) {}

    @BeforeEach
    void project() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        StringBuilder events = new StringBuilder("user_id,at,clicks\n");
        StringBuilder exposures = new StringBuilder("user_id,arm,exposed_at\n");
        for (int day = 0; day < 42; day++) {
            boolean running = day >= 28;
            for (int i = 0; i < A_DAY; i++) {
                String user = "u" + (day * A_DAY + i);
                Instant at = HISTORY.plus(day, ChronoUnit.DAYS).plusSeconds(60L * i);
                double clicks = 10 + (running ? 3 : 2) * random.nextGaussian();
                events.append(user)
                        .append(',')
                        .append(at)
                        .append(',')
                        .append(clicks)
                        .append('\n');
                if (running) {
                    exposures.append(user).append(random.nextBoolean() ? ",control," : ",treatment,");
                    exposures.append(at).append('\n');
                }
            }
        }
        write("data/events.csv", events.toString());
        write("data/exposures.csv", exposures.toString());
        write("covey.yml", """
                name: p
                version: 1
                files: {events: data/events.csv, exposures: data/exposures.csv}
                timezone: UTC
                """);
        write("models/core.yml", """
                models:
                  - name: events
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - name: exposures
                    agg_time_dimension: exposed_at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: arm, dimension: {type: categorical}}
                      - {name: exposed_at, dimension: {type: time}, granularity: second}
                """);
        write("metrics/core.yml", """
                metrics:
                  - {name: clicks, type: mean, model: events, agg: sum, expr: clicks, goal: increase}
                """);
        study("ranker", "2026-03-01", "2026-03-15");
        study("later", "2099-03-01", "2099-03-15");
    }

    private void study(String name, String start, String end) throws IOException {
        write("studies/" + name + ".yml", """
                kind: experiment
                name: %s
                unit: user
                period: {start: %s, end: %s}
                treatment:
                  exposures: {model: exposures}
                  arms:
                    control: {share: 0.5, role: control}
                    treatment: {share: 0.5}
                metrics:
                  primary: [{metric: clicks, mde: {absolute: 0.4}}]
                design: {history: {start: 2026-02-01, end: 2026-03-01}}
                analysis: {adjustment: none}
                monitoring: {method: fixed}
                """.formatted(name, start, end));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private Answer covey(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--project", folder.toString()));
        int exit = Main.run(
                all,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("HOME", folder.toString()));
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aPlanIsShownAndKept() {
        Answer answer = covey("design", "later", "--as-of", "2026-03-01");
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out())
                .containsIgnoringCase("What this plan can see")
                .containsIgnoringCase("Week by week")
                .contains("this plan sees effects on clicks");
        assertThat(answer.err()).contains("Plan kept in ").contains("plan.yml (hash ");
        PlanFile plan = plan("later");
        assertThat(plan.registered()).containsEntry("monitoring.method", "fixed");
        assertThat(covey("show", "later@plan").out()).containsIgnoringCase("What this plan can see");
    }

    @ParameterizedTest
    @CsvSource({
        "csv, 'study,analysis,metric,', ',required_units,'",
        "markdown, '# later', What this plan can see",
        "html, '<!doctype html>', What this plan can see",
        "json, '{', required_units",
    })
    void everyFormatIsOneDocument(String format, String begins, String holds) {
        Answer answer = covey("design", "later", "--as-of", "2026-03-01", "--format", format);
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out().toLowerCase(Locale.ROOT)).startsWith(begins);
        assertThat(answer.out().contains(holds)).as(holds).isTrue();
        assertThat(answer.out().contains("Plan kept")).isFalse();
    }

    @Test
    void jsonCarriesEveryNumber() {
        Answer answer = covey("design", "later", "--as-of", "2026-03-01", "--json");
        JsonNode document = JsonMapper.builder().build().readTree(answer.out());
        List<String> names = new ArrayList<>();
        document.path("outcomes")
                .forEach(o -> names.add(o.path("estimand").path("name").asString()));
        assertThat(names).contains("mde", "power", "required_units", "duration", "std_error", "units");
    }

    @Test
    void fewSplitsReplayTheHistory() {
        Answer answer = covey("design", "later", "--as-of", "2026-03-01", "--aa", "--replays", "20");
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).containsIgnoringCase("A/A replay of the history, 20 splits");
        // --replays asks for it without --aa
        assertThat(covey("design", "later", "--as-of", "2026-03-01", "--replays", "25")
                        .out())
                .containsIgnoringCase("25 splits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    design later --replays 19            | too few to judge by             | 20 or more
                    design later --replays x             | --replays                       | x
                    design laterr                        | there is no study 'laterr'      | later
                    design                               | STUDY                           | design
                    design later --format pdf            | pdf                             | table
                    design later --as-of yesterday       | yesterday                       | 2026-03-15
                    design later --re-estimate           | has no plan                     | covey design later
                    design later --re-estimate --aa      | --aa its history                | one of them
                    show later@plan                      | has no plan yet                 | covey design later
                    show later@re_estimate               | has no re-estimation            | --re-estimate
                    """)
    void whatIsWrongSaysSo(String command, String message, String advice) {
        Answer answer = covey(command.split(" "));
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains(message).contains(advice);
        assertThat(answer.out()).isEmpty();
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void onceThePeriodHasBegunTheFirstPlanStands() {
        Answer first = covey("design", "ranker");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.err()).contains("Plan kept in");
        assertThat(first.out()).contains("a plan made now is no pre-registration");
        PlanFile plan = plan("ranker");
        Answer second = covey("design", "ranker");
        assertThat(second.err()).contains("the plan made before stands");
        assertThat(plan("ranker")).isEqualTo(plan);
    }

    /** Over a real socket: the list of studies leads to the plan, and to nothing that was not made. */
    @Test
    void thePlanHasAPageInTheSite() throws IOException, InterruptedException {
        covey("design", "later", "--as-of", "2026-03-01");
        Surroundings here = new Surroundings(Map.of(), InstantSource.system(), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(folder, here);
                Site site = Site.start(workspace, 0);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, site, "").body())
                    .contains("href=\"/studies/later@plan\">Plan</a>: With ")
                    .doesNotContain("ranker@plan");
            HttpResponse<String> page = get(client, site, "studies/later@plan");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body().contains("What this plan can see")).isTrue();
            assertThat(get(client, site, "api/v1/studies/later@plan").body().contains("required_units"))
                    .isTrue();
            assertThat(get(client, site, "api/v1/studies").body()).contains("/studies/later@plan");
            assertThat(get(client, site, "studies/ranker@plan").statusCode()).isEqualTo(404);
            assertThat(get(client, site, "studies/later@re_estimate").statusCode())
                    .isEqualTo(404);
            assertThat(get(client, site, "studies/later@latest").statusCode()).isEqualTo(404);
        }
    }

    /** Every look that was kept has its address, on pages and as a document. */
    @Test
    void runsAndMetricsHaveTheirAddressesInTheSite() throws IOException, InterruptedException {
        assertThat(covey("run", "ranker").exit()).isZero();
        Surroundings here = new Surroundings(Map.of(), InstantSource.system(), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(folder, here);
                Site site = Site.start(workspace, 0);
                HttpClient client = HttpClient.newHttpClient()) {
            String run = workspace.runs("ranker").getFirst();
            String latest = get(client, site, "api/v1/studies/ranker").body();
            assertThat(latest).contains(run);
            for (String address : List.of("@" + run, "@latest", "/clicks", "/clicks@" + run)) {
                assertThat(get(client, site, "api/v1/studies/ranker" + address).body())
                        .isEqualTo(latest);
                assertThat(get(client, site, "studies/ranker" + address).statusCode())
                        .as(address)
                        .isEqualTo(200);
            }
            for (String address : List.of("@2001-01-01-00000000", "/nothing", "/clicks/x/y", "@latest/..")) {
                assertThat(get(client, site, "studies/ranker" + address).statusCode())
                        .as(address)
                        .isEqualTo(404);
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, Site site, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(site.address().resolve("/" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aRunningStudyIsSizedAgainAndTheRunCallsItPlanned() throws IOException {
        covey("design", "ranker");
        Answer again = covey("design", "ranker", "--re-estimate", "--as-of", "2026-03-09T12:00:00Z");
        assertThat(again.exit()).as(again.err()).isZero();
        // variance 2.25 times that of the history
        assertThat(again.out())
                .contains("arms not told apart")
                .containsIgnoringCase("How long it must run")
                .contains("period.end: 2026-03-")
                .doesNotContain("lowered")
                .doesNotContain("raised");
        assertThat(again.err()).contains("Re-estimation kept in ").contains("re_estimates");
        assertThat(covey("show", "ranker@re_estimate").out()).containsIgnoringCase("How long it must run");
        assertThat(covey("show", "ranker@re_estimate", "--level", "0.9").exit()).isEqualTo(2);
        assertThat(check("re_estimate").path("severity").asString()).isEqualToIgnoringCase("WARNING");
        String end = Stream.of(again.out().split("period.end: "))
                .skip(1)
                .map(s -> s.substring(0, 10))
                .findFirst()
                .orElseThrow();
        study("ranker", "2026-03-01", end);
        JsonNode told = check("re_estimate");
        assertThat(told.path("severity").asString()).isEqualToIgnoringCase("NOTE");
        assertThat(told.path("message").asString())
                .contains("re-estimated blinded on 2026-03-09")
                .contains("to " + end);
        assertThat(check("plan").path("severity").asString()).isEqualToIgnoringCase("PASS");
        // any other end is a deviation
        study("ranker", "2026-03-01", "2026-03-19");
        assertThat(check("plan").path("message").asString()).contains("period.end was");
    }

    /** A run, and what one of its checks found last; that this plan is late comes before how it was kept to. */
    private JsonNode check(String check) {
        Answer run = covey("run", "ranker");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode result = JsonMapper.builder()
                .build()
                .readTree(covey("show", "ranker", "--format", "json").out());
        JsonNode found = null;
        for (JsonNode diagnostic : result.path("diagnostics")) {
            if (diagnostic.path("check").asString().equals(check)) {
                found = diagnostic;
            }
        }
        return Objects.requireNonNull(found, check);
    }

    private PlanFile plan(String study) {
        try {
            return PlanFile.read(Files.readString(folder.resolve("results/" + study + "/plan.yml")))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Plans for ever; started as a process of its own and killed. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) {
            System.out.println("ready");
            System.out.flush();
            PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            while (true) {
                Main.run(
                        List.of("design", "later", "--as-of", "2026-03-01", "--project", arguments[0]),
                        nowhere,
                        nowhere,
                        Map.of("HOME", arguments[0]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 900, 2500})
    void aKilledProcessLeavesNoTornPlan(int milliseconds) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            Thread.sleep(milliseconds);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        if (Files.exists(folder.resolve("results/later/plan.yml"))) {
            PlanFile plan = plan("later");
            assertThat(Hashes.sha256(plan.canonical())).isEqualTo(plan.hash());
            assertThat(covey("show", "later@plan").exit()).isZero();
        }
        assertThat(covey("design", "later", "--as-of", "2026-03-01").exit()).isZero();
        assertThat(covey("show", "later@plan").out()).containsIgnoringCase("What this plan can see");
    }

    private List<String> planned() {
        Answer run = covey("run", "ranker");
        assertThat(run.exit()).as(run.err()).isZero();
        List<String> said = new ArrayList<>();
        JsonMapper.builder()
                .build()
                .readTree(covey("show", "ranker", "--format", "json").out())
                .path("diagnostics")
                .forEach(d -> {
                    if (d.path("check").asString().equals("plan")) {
                        said.add(d.path("message").asString());
                    }
                });
        return said;
    }

    /** Half of the rows under another name, or an expression behind a column, change every number and no study file. */
    @Test
    void whatTheNumbersAreReadFromIsRegistered() throws IOException {
        covey("design", "ranker");
        assertThat(planned()).anyMatch(m -> m.startsWith("as in plan"));
        Files.copy(folder.resolve("data/events.csv"), folder.resolve("data/others.csv"));
        Path project = folder.resolve("covey.yml");
        Files.writeString(project, Files.readString(project).replace("data/events.csv", "data/others.csv"));
        Path models = folder.resolve("models/core.yml");
        Files.writeString(
                models,
                Files.readString(models)
                        .replace(
                                "    agg_time_dimension: exposed_at",
                                "    agg_time_dimension: exposed_at\n    complete_after: 26h"));
        assertThat(planned())
                .anyMatch(m -> m.contains("2 things")
                        && m.contains("data.models.events was 'table events, file data/events.csv")
                        && m.contains("is 'table events, file data/others.csv")
                        && m.contains("complete after PT26H"));
    }

    /** A date before the first exposure, with a hash that fits: only the plan that was kept contradicts it. */
    @Test
    void aPlanThatIsDatedBackIsFound() throws IOException {
        covey("design", "ranker");
        Path file = folder.resolve("results/ranker/plan.yml");
        PlanFile made = plan("ranker");
        String back = Files.readString(file).replace(made.written(), "2026-02-01T00:00:00Z");
        Files.writeString(file, back);
        assertThat(planned()).anyMatch(m -> m.contains("was edited after it was written"));
        String hash = Hashes.sha256(back.substring(back.indexOf("study: ")));
        Files.writeString(file, back.replace(made.hash(), hash));
        assertThat(planned())
                .noneMatch(m -> m.contains("was edited"))
                .anyMatch(m -> m.contains("is not the plan that was kept")
                        && m.contains("it says it was written on 2026-02-01")
                        && m.contains("By the kept date it is late: the first unit was exposed on 2026-03-01"));
    }
}
