package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.label.LabelSheet;
import covey.study.label.LabelSheets;
import covey.study.label.LabelSheets.Allocation;
import covey.study.label.SheetPage;
import covey.study.label.SheetSize;
import covey.study.plan.DrawnAssignment;
import covey.warehouse.Postgres;
import covey.warehouse.Target;
import java.io.IOException;
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
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of the same rows on files and on PostgreSQL: the arms that are drawn, and every number, are the same. */
class PostgresStudyTest {
    private static final int USERS = 120;

    @TempDir
    Path folder;

    /** A project twice, with its rows in files and in PostgreSQL. */
    private final class Twice {
        private final Map<String, String> tables = new LinkedHashMap<>();
        private final Target target = Postgres.newDatabase();

        void declare(String name, String text) throws IOException {
            for (String engine : List.of("files", "server")) {
                new StudyFolder(folder.resolve(engine)).write(name, List.of(text));
            }
        }

        /** A table; columns with their types, rows of text as in CSV. */
        void table(String name, String columns, List<String> rows) throws IOException {
            String header = Stream.of(columns.split(", "))
                    .map(c -> c.substring(0, c.indexOf(' ')))
                    .collect(Collectors.joining(","));
            List<String> lines = new ArrayList<>(List.of(header));
            lines.addAll(rows);
            new StudyFolder(folder.resolve("files")).write(name + ".csv", lines);
            tables.put(name, name + ".csv");
            String values = rows.stream()
                    .map(r -> Stream.of(r.split(",", -1))
                            .map(v -> v.isEmpty() ? "NULL" : "'" + v + "'")
                            .collect(Collectors.joining(", ", "(", ")")))
                    .collect(Collectors.joining(",\n"));
            Postgres.run(
                    target,
                    "DROP TABLE IF EXISTS " + name,
                    "CREATE TABLE " + name + " (" + columns + ")",
                    "INSERT INTO " + name + " VALUES " + values);
        }

        void open() throws IOException {
            String head = "name: both\nversion: 1\ntimezone: UTC\n";
            new StudyFolder(folder.resolve("files")).write("covey.yml", List.of(head + "files: " + tables));
            new StudyFolder(folder.resolve("server")).write("covey.yml", List.of(head + "profile: server"));
            String file = folder.resolve("files/covey.yml").toString();
            Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("=", ": "));
            Files.writeString(
                    Files.createDirectories(folder.resolve("profiles")).resolve("profiles.yml"),
                    "server:\n  default_target: test\n  targets:\n    test: {type: postgresql, url: \""
                            + target.url().orElseThrow() + "\", user: postgres, password: \"${env:SECRET}\"}\n");
        }

        Workspace at(String engine, String instant) {
            return Workspace.open(
                    folder.resolve(engine),
                    new Surroundings(
                            Map.of(
                                    "COVEY_PROFILES_DIR",
                                    folder.resolve("profiles").toString(),
                                    "SECRET",
                                    target.password().orElse("")),
                            InstantSource.fixed(Instant.parse(instant)),
                            folder,
                            Optional.empty(),
                            "test"));
        }

        void assertSame(String study) {
            StudyResult files = result("files", study);
            StudyResult server = result("server", study);
            assertThat(server.outcomes()).hasSameSizeAs(files.outcomes());
            for (int i = 0; i < files.outcomes().size(); i++) {
                same(files.outcomes().get(i), server.outcomes().get(i));
            }
            assertThat(server.diagnostics().stream().map(d -> d.check() + d.severity()))
                    .containsExactlyElementsOf(files.diagnostics().stream()
                            .map(d -> d.check() + d.severity())
                            .toList());
        }

        StudyResult result(String engine, String study) {
            try (Workspace workspace = at(engine, "2026-04-01T00:00:00Z")) {
                return StudyFolder.run(workspace, study);
            }
        }
    }

    private static void same(Outcome files, Outcome server) {
        assertThat(server.estimand()).isEqualTo(files.estimand());
        assertThat(server.getClass()).isEqualTo(files.getClass());
        if (files instanceof Estimate a && server instanceof Estimate b) {
            assertThat(b.value()).as(a.estimand().toString()).isCloseTo(a.value(), within(1e-9));
            assertThat(b.n()).isEqualTo(a.n());
            assertThat(b.standardError().orElse(0)).isCloseTo(a.standardError().orElse(0), within(1e-9));
        }
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: city, dimension: {type: categorical, as_of: entry}}
                  - {name: age, dimension: {type: numeric, as_of: entry}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
            """;

    private static String study(String name, String type, String randomize) {
        return """
                kind: experiment
                name: %s
                unit: user
                population: {filter: "age >= 20"}
                period: {start: 2026-03-01, end: 2026-03-15}
                treatment:
                  exposures: {model: exposures}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [spend]}
                design: {type: %s, salt: %s_1, randomize: {%s}}
                monitoring: {method: fixed}
                """.formatted(name, type, name, randomize);
    }

    @Test
    void theSameArmsAreDrawnAndFound() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Twice project = new Twice();
        List<String> users = new ArrayList<>();
        List<String> events = new ArrayList<>();
        double[] levels = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            levels[i] = 10 + 2 * random.nextGaussian();
            // ids and cities whose order depends on who compares
            users.add((i % 2 == 0 ? "U" : "u") + i + "," + (i % 3 == 0 ? "Ä" : "a") + i % 12 + "," + (18 + i % 40));
            for (String day : List.of("2026-02-02", "2026-02-10", "2026-02-24")) {
                events.add(event(users.get(i), day, levels[i] + 0.5 * random.nextGaussian()));
            }
        }
        project.table("users", "user_id TEXT, city TEXT, age INTEGER", users);
        project.table("events", "user_id TEXT, at TIMESTAMP, amount DOUBLE PRECISION", events);
        project.table(
                "exposures", "user_id TEXT, arm TEXT, exposed_at TIMESTAMP", List.of("U0,control,2026-01-01 00:00:00"));
        project.declare("models/core.yml", MODELS);
        project.declare(
                "metrics/m.yml",
                "metrics: [{name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}]");
        String balanced = "rerandomize: {covariates: [spend, age], accept: 0.05}";
        project.declare("studies/feed.yml", study("feed", "user_randomized", balanced));
        project.declare("studies/strata.yml", study("strata", "stratified", "stratify: [city], " + balanced));
        project.declare(
                "studies/cities.yml",
                study("cities", "cluster_randomized", "unit: city, rerandomize: {covariates: [spend], accept: 0.2}"));
        project.open();
        Map<String, String> arms = new LinkedHashMap<>();
        for (String study : List.of("feed", "strata", "cities")) {
            List<String> drawn = new ArrayList<>();
            for (String engine : List.of("files", "server")) {
                try (Workspace workspace = project.at(engine, "2026-02-26T09:00:00Z")) {
                    workspace.design(study, Optional.empty(), 0, Progress.NONE);
                }
                drawn.add(Files.readString(folder.resolve(engine + "/results/" + study + "/assignment.csv")));
            }
            assertThat(drawn.get(1)).as(study).isEqualTo(drawn.get(0)).contains("treatment");
            if (study.equals("feed")) {
                drawn.get(0).lines().skip(1).map(l -> l.split(",", -1)).forEach(f -> arms.put(f[0], f[1]));
            }
        }
        // two of forty ages are too young
        assertThat(arms).hasSize(USERS - 6);

        List<String> exposures = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String id = users.get(i).split(",", -1)[0];
            String arm = arms.getOrDefault(id, "control");
            exposures.add(id + "," + arm + ",2026-03-02 00:00:00");
            events.add(event(
                    users.get(i),
                    "2026-03-03",
                    levels[i] + (arm.equals("treatment") ? 0.5 : 0) + random.nextGaussian()));
        }
        project.table("exposures", "user_id TEXT, arm TEXT, exposed_at TIMESTAMP", exposures);
        project.table("events", "user_id TEXT, at TIMESTAMP, amount DOUBLE PRECISION", events);
        project.assertSame("feed");
        assertThat(diagnostic(project.result("server", "feed"), DrawnAssignment.CHECK)
                        .severity())
                .isEqualTo(Severity.PASS);
    }

    private static String event(String user, String day, double amount) {
        return user.split(",", -1)[0] + "," + day + " 12:00:00," + String.format(Locale.ROOT, "%.6f", amount);
    }

    @Test
    void labelsGiveTheSameNumbers() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        Twice project = new Twice();
        List<String> items = new ArrayList<>();
        List<String> ratings = new ArrayList<>();
        List<String> judged = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int right = random.nextDouble() < 0.7 ? 1 : 0;
            items.add((i % 2 == 0 ? "I" : "i") + i + "," + (i % 3 == 0 ? "" : i % 3 == 1 ? "Zoo" : "apes") + ",0.25");
            String id = items.get(i).split(",", -1)[0];
            judged.add(id + "," + (random.nextDouble() < 0.85 ? right : 1 - right));
            if (i % 4 == 0) {
                ratings.add(id + ",ann," + (i % 40 == 0 ? "" : right));
                ratings.add(id + ",Bob," + (random.nextDouble() < 0.9 ? right : 1 - right));
            }
        }
        ratings.add("nowhere,ann,1");
        project.table("interests", "id TEXT, surface TEXT, pi DOUBLE PRECISION", items);
        project.table("ratings", "id TEXT, rater TEXT, correct INTEGER", ratings);
        project.table("llm", "id TEXT, correct INTEGER", judged);
        project.declare("models/core.yml", """
                models:
                  - {name: interests, columns: [{name: id, entity: {name: interest, type: primary}}]}
                  - {name: ratings, columns: [{name: id, entity: {name: interest, type: foreign}}]}
                  - {name: llm, columns: [{name: id, entity: {name: interest, type: foreign}}]}
                """);
        for (String variant : List.of("", ", inclusion_probability: pi", ", filter: \"surface IS NOT NULL\"")) {
            project.declare("studies/precision.yml", """
                    kind: label_evaluation
                    name: precision
                    items: {model: interests, item: id, stratum: surface%s}
                    labels: {model: ratings, rater: rater, label: correct}
                    judge: {model: llm, label: correct}
                    """.formatted(variant));
            project.open();
            project.assertSame("precision");
        }
        assertThat(project.result("server", "precision").outcomes())
                .anyMatch(o -> o instanceof Estimate e && e.standardError().isPresent());
    }

    /** Ids, strata and raters whose order depends on who compares; a label that is no number, a row without a rater. */
    @Test
    void labelSheetsArePlannedDrawnAndShownAlike() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        Twice project = new Twice();
        List<String> items = new ArrayList<>();
        List<String> ratings = new ArrayList<>(List.of("I0,,1", "I0,Zoë,NaN"));
        List<String> judged = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String id = (i % 2 == 0 ? "I" : "i") + i;
            items.add(id + "," + (i % 3 == 0 ? "" : i % 3 == 1 ? "Zoo" : "apes") + ",é " + i);
            int right = random.nextDouble() < (i % 3 == 0 ? 0.95 : 0.6) ? 1 : 0;
            judged.add(id + "," + right);
            if (i % 5 == 0) {
                for (String rater : List.of("ann", "Bob", "Ämy")) {
                    ratings.add(id + "," + rater + "," + (random.nextDouble() < 0.9 ? right : 1 - right));
                }
            }
        }
        project.table("interests", "id TEXT, surface TEXT, name TEXT", items);
        project.table("ratings", "id TEXT, rater TEXT, correct DOUBLE PRECISION", ratings);
        project.table("llm", "id TEXT, correct INTEGER", judged);
        project.declare("models/core.yml", """
                models:
                  - {name: interests, columns: [{name: id, entity: {name: interest, type: primary}}]}
                  - {name: ratings, columns: [{name: id, entity: {name: interest, type: foreign}}]}
                  - {name: llm, columns: [{name: id, entity: {name: interest, type: foreign}}]}
                """);
        project.declare("studies/precision.yml", """
                kind: label_evaluation
                name: precision
                items: {model: interests, item: id, stratum: surface}
                labels: {model: ratings, rater: rater, label: correct}
                judge: {model: llm, label: correct}
                """);
        project.open();
        try (Workspace files = project.at("files", "2026-04-01T00:00:00Z");
                Workspace server = project.at("server", "2026-04-01T00:00:00Z")) {
            LabelSheets here = files.labels();
            LabelSheets remote = server.labels();
            SheetSize size = here.size("precision", 0.03);
            assertThat(remote.size("precision", 0.03)).isEqualTo(size);
            assertThat(size.origin()).isEqualTo("earlier labels");
            for (Allocation allocation : Allocation.values()) {
                LabelSheet sheet = here.draw("precision", 90, allocation, 3);
                LabelSheet there = remote.draw("precision", 90, allocation, 3);
                assertThat(there.rows()).as(allocation.toString()).isEqualTo(sheet.rows());
                assertThat(there.strata()).isEqualTo(sheet.strata());
            }
            SheetPage page = here.page("precision");
            SheetPage there = remote.page("precision");
            assertThat(there).usingRecursiveComparison().ignoringFields("rows").isEqualTo(page);
            assertThat(there.rows()).hasSize(120).hasSameSizeAs(page.rows());
            for (int r = 0; r < page.rows().size(); r++) {
                // each engine writes a double its own way: 1.0 and nan in files
                assertThat(there.rows().get(r).labels())
                        .isEqualToIgnoringCase(page.rows().get(r).labels().replace(".0", ""));
                assertThat(there.rows().get(r).item())
                        .isEqualTo(page.rows().get(r).item());
                assertThat(there.rows().get(r).shown())
                        .isEqualTo(page.rows().get(r).shown());
            }
            assertThat(there.rows().stream().filter(r -> r.item().equals("I0")).findFirst())
                    .hasValueSatisfying(
                            r -> assertThat(r.labels()).contains("(missing): 1").contains("Ämy: "));
        }
    }
}
