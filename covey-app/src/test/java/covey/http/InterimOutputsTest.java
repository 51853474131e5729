package covey.http;

import static org.assertj.core.api.Assertions.assertThat;

import covey.Main;
import covey.report.narrative.Measure;
import covey.result.Coverage;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.Outcome;
import covey.result.StudyResult;
import covey.study.Progress;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study between its looks, on every output there is: the numbers that the same study would show if it were looked at once
 * are on none of them. What that would be is asked of a twin that differs in {@code monitoring.method} alone.
 */
@Tag("slow")
class InterimOutputsTest {
    private static final String LOOK = "2026-03-09";
    private static final int USERS = 900;

    @TempDir
    Path folder = Path.of("");

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void study(String name, String monitoring) throws IOException {
        write("studies/" + name + ".yml", """
                kind: experiment
                name: %s
                unit: user
                period: {start: 2026-03-01, end: 2026-03-15}
                treatment:
                  exposures: {model: exposures}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics:
                  primary: [spend]
                  guardrails: [{metric: price, margin: {relative: 0.1}}]
                  secondary: [events, median]
                analysis: {covariates: [{metric: spend, lookback: 14d}]}
                monitoring: %s
                multiplicity: {secondary: benjamini_hochberg}
                slices: [city]
                """.formatted(name, monitoring));
    }

    private void project() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260309);
        StringBuilder users = new StringBuilder("user_id,city\n");
        StringBuilder exposures = new StringBuilder("user_id,arm,exposed_at\n");
        StringBuilder events = new StringBuilder("user_id,at,amount\n");
        for (int i = 0; i < USERS; i++) {
            boolean treated = random.nextBoolean();
            int day = 1 + i % 12;
            users.append("u" + i + ",city" + i % 3 + "\n");
            exposures.append(String.format(
                    Locale.ROOT, "u%d,%s,2026-03-%02d 00:00:00%n", i, treated ? "treatment" : "control", day));
            for (int e = 0; e < 3; e++) {
                double amount = 10 + 3 * random.nextGaussian() + (treated && e > 0 ? 0.35 : 0);
                events.append(
                        e == 0
                                ? String.format(Locale.ROOT, "u%d,2026-02-20 00:00:00,%.6f%n", i, amount)
                                : String.format(
                                        Locale.ROOT, "u%d,2026-03-%02d %02d:00:00,%.6f%n", i, day, 9 + e, amount));
            }
        }
        write("users.csv", users.toString());
        write("exposures.csv", exposures.toString());
        write("events.csv", events.toString());
        write("covey.yml", """
                name: interim
                version: 1
                timezone: UTC
                files: {users: users.csv, exposures: exposures.csv, events: events.csv}
                """);
        write("models/core.yml", """
                models:
                  - name: users
                    columns:
                      - {name: user_id, entity: {name: user, type: primary}}
                      - {name: city, dimension: {type: categorical, as_of: entry}}
                  - name: exposures
                    agg_time_dimension: exposed_at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: arm, dimension: {type: categorical}}
                      - {name: exposed_at, dimension: {type: time}, granularity: second}
                  - name: events
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                """);
        write("metrics/core.yml", """
                metrics:
                  - {name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}
                  - {name: events, type: mean, model: events, agg: count, goal: none}
                  - name: price
                    type: ratio
                    numerator: {model: events, agg: sum, expr: amount}
                    denominator: {model: events, agg: count}
                    goal: increase
                  - {name: median, type: quantile, model: events, agg: sum, expr: amount, quantile: 0.5, over: unit}
                """);
        study("watched", "{looks: daily}");
        study("once", "{method: fixed}");
    }

    private String covey(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--project", folder.toString()));
        int exit = Main.run(all, stream, stream, Map.of("HOME", folder.toString()));
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        return said;
    }

    private static String ask(Site site, String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), site.address().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).as(path).startsWith("HTTP/1.1 200");
            return answer;
        }
    }

    /** Every way a result leaves Covey, by name. */
    private Map<String, String> outputs(Site site) throws IOException, InterruptedException {
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("show", covey("show", "watched"));
        for (String format : List.of("json", "csv", "markdown")) {
            outputs.put("show " + format, covey("show", "watched", "--format", format));
        }
        for (String metric : List.of("spend", "price", "events", "median")) {
            outputs.put("explain " + metric, covey("explain", "watched/" + metric));
        }
        outputs.put("explain a segment", covey("explain", "watched/spend", "--slice", "city=city1"));
        covey("report", "watched");
        outputs.put("page", Files.readString(folder.resolve("reports/watched.html")));
        outputs.put("served page", ask(site, "/studies/watched"));
        outputs.put("served result", ask(site, "/api/v1/studies/watched"));
        outputs.put("served list", ask(site, "/"));
        outputs.put("python rows", python("rows"));
        outputs.put("python result", python("result"));
        return outputs;
    }

    private String python(String method) throws IOException, InterruptedException {
        Path client = Path.of("..").toAbsolutePath().normalize().resolve("clients/python");
        Path said = folder.resolve("python.txt");
        Process process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-B",
                        "-c",
                        "import sys, covey; print(covey.open(sys.argv[1])." + method + "('watched'))",
                        folder.toString())
                .directory(client.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    /** Limits and p-values of effects as they are written with all digits, with six, and as an interval in a table. */
    private static Set<String> written(StudyResult once) {
        Set<String> numbers = new TreeSet<>();
        for (Outcome outcome : once.outcomes()) {
            if (!(outcome instanceof Estimate e) || e.estimand().reference().isEmpty()) {
                continue;
            }
            e.interval().filter(i -> i.lower() < i.upper()).ifPresent(i -> {
                MetricInfo metric = once.metric(e.estimand().metric()).orElseThrow();
                numbers.add(Measure.of(metric, e.estimand().scale()).brackets(e, i));
                digits(numbers, i.lower());
                digits(numbers, i.upper());
            });
            e.test().ifPresent(t -> digits(numbers, t.pValue()));
        }
        return numbers;
    }

    private static void digits(Set<String> numbers, double value) {
        boolean telling = Double.isFinite(value) && Double.toString(value).length() > 7;
        if (telling) {
            numbers.add(Double.toString(value));
            numbers.add(String.format(Locale.ROOT, "%.6g", value));
        }
    }

    @Test
    void noOutputShowsWhatOneLookWouldSay() throws IOException, InterruptedException {
        project();
        Instant now = Instant.parse(LOOK + "T00:00:00Z");
        Surroundings surroundings =
                new Surroundings(Map.of(), InstantSource.fixed(now), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(folder, surroundings)) {
            for (String look : List.of("2026-03-06", LOOK)) {
                workspace.run("watched", Optional.of(Instant.parse(look + "T00:00:00Z")), Progress.NONE);
            }
            StudyResult once =
                    workspace.run("once", Optional.of(now), Progress.NONE).result();
            StudyResult watched = workspace.show("watched");
            for (Outcome outcome : watched.outcomes()) {
                if (outcome instanceof Estimate e && !e.estimand().reference().isEmpty()) {
                    assertThat(e.interval().map(Interval::coverage))
                            .as(e.estimand().toString())
                            .isNotEqualTo(Optional.of(Coverage.POINTWISE));
                    e.test()
                            .ifPresent(t -> assertThat(t.name())
                                    .as(e.estimand().toString())
                                    .containsPattern("look \\d|sequence"));
                }
            }
            Set<String> numbers = written(once);
            assertThat(numbers).hasSizeGreaterThan(60);
            try (Site site = Site.start(workspace, 0)) {
                Map<String, String> outputs = outputs(site);
                outputs.forEach((name, text) -> assertThat(
                                numbers.stream().filter(text::contains).toList())
                        .as(name)
                        .isEmpty());
                assertThat(outputs.get("show")).contains("repeated interval");
                assertThat(outputs.get("explain spend")).contains("repeated interval");
                assertThat(outputs.get("python rows")).contains("'repeated'");
            }
            // the twin is really there to be found: its own page has these numbers
            assertThat(numbers.stream().filter(covey("show", "once", "--format", "csv")::contains))
                    .hasSizeGreaterThan(30);
        }
    }
}
