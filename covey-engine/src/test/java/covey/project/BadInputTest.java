package covey.project;

import static org.assertj.core.api.Assertions.assertThat;

import covey.method.Study;
import covey.project.source.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final String STUDY = "studies/new_ranker.yml";
    private static final String METRICS = "metrics/engagement.yml";
    private static final String MODELS = "models/core.yml";
    private static final String PROJECT = "covey.yml";

    @TempDir
    Path folder;

    /** A piece of a good file, what it becomes, and the line and words of the fault that must follow. */
    record Bad(String file, String from, String to, int line, String message) {
        @Override
        public String toString() {
            return to.replace("\n", "\\n");
        }
    }

    private static Bad bad(String file, String from, String to, int line, String message) {
        return new Bad(file, from, to, line, message);
    }

    static Stream<Bad> grammar() {
        return Stream.of(
                bad(STUDY, "metrics:", "metrcs:", 12, "unknown key 'metrcs' in study; did you mean 'metrics'?"),
                bad(STUDY, "metrics:", "metrcs:", 2, "study has no 'metrics'"),
                bad(STUDY, "  arms:", "  variations:", 9, "here it is called 'arms'"),
                bad(STUDY, "share: 0.5, role", "weight: 0.5, role", 10, "here it is called 'share'"),
                bad(STUDY, "share: 0.5, role", "share: half, role", 10, "a share from 0 to 1, not 'half'"),
                bad(STUDY, "share: 0.5, role", "share: -0.5, role", 10, "not the number -0.5"),
                bad(STUDY, "unit: user", "unit: 3", 5, "'unit' must be a name"),
                bad(STUDY, "unit: user", "unit:", 5, "'unit' has no value"),
                bad(STUDY, "2026-03-15}", "2026-02-30}", 6, "there is no date 2026-02-30"),
                bad(STUDY, "2026-03-15}", "15.3.2026}", 6, "a date such as 2026-03-01"),
                bad(STUDY, "2026-03-15}", "2026-03-15T00:00:00}", 6, "a timestamp with its zone"),
                bad(STUDY, "duplicates: exclude", "duplicates: drop", 8, "one of exclude, error, not 'drop'"),
                bad(STUDY, "kind: experiment", "kind: ab_test", 2, "here it is called 'experiment'"),
                bad(STUDY, "kind: experiment", "kind: experimnt", 2, "did you mean 'experiment'?"),
                bad(STUDY, "kind: experiment", "kind: quasi_experiment", 2, "is not built yet; there is experiment"),
                bad(STUDY, "kind: experiment", "label: x", 2, "study has no 'kind'"),
                bad(STUDY, "unit: user", "population: all\nunit: user", 5, "'population' must be a map"),
                bad(STUDY, "adjustment: lin", "adjustment: line", 17, "did you mean 'lin'?"),
                bad(STUDY, "adjustment: lin", "cuped: true", 17, "here it is called 'adjustment'"),
                bad(STUDY, "looks: daily", "lookz: daily", 18, "did you mean 'looks'?"),
                bad(STUDY, "applies_to: [primary", "applies_to: [primry", 18, "did you mean 'primary'?"),
                bad(STUDY, "slices: [country", "segments: [country", 20, "here it is called 'slices'"),
                bad(STUDY, "slices: [country, tenure]", "slices: country", 20, "must be a list"),
                bad(METRICS, "type: mean, model: imp", "type: binomial, model: imp", 3, "called 'proportion'"),
                bad(METRICS, "type: ratio", "type: funnel", 5, "'funnel' of metric is not built yet; there is mean"),
                bad(METRICS, "agg: count}", "agg: avg}", 7, "an average over rows is 'type: ratio'"),
                bad(METRICS, "quantile: 0.95", "quantile: 95", 19, "a fraction between 0 and 1, not the number 95"),
                bad(METRICS, "from: 7d", "from: 7 days", 13, "a duration such as 14d, 26h, 90m or 2w, not '7 days'"),
                bad(METRICS, ", to: 14d", "", 13, "window has no 'to'"),
                bad(METRICS, "cap: {", "winsorize: {", 9, "here it is called 'cap'"),
                bad(METRICS, "expr: clicked, goal", "sql: clicked, goal", 3, "here it is called 'expr'"),
                bad(MODELS, "models:", "semantic_models:", 2, "here it is called 'models'"),
                bad(MODELS, "    complete_after: 26h", "    measures: []", 10, "written in metrics/*.yml"),
                bad(MODELS, "type: primary}}\n", "type: unique}}\n", 5, "here it is called 'primary'"),
                bad(MODELS, "as_of: entry}}     # value", "as_of: always}}     # value", 6, "one of entry, now"),
                bad(PROJECT, "week_start: monday", "week_start: mo", 6, "one of monday"),
                bad(PROJECT, "confidence_level: 0.95", "confidence_level: 95", 7, "a fraction between 0 and 1"),
                bad(PROJECT, "confidence_level: 0.95", "alpha: 0.05", 7, "here it is called 'confidence_level'"),
                bad(PROJECT, "min_cell: 50", "min_cell: 2.5", 11, "a whole number, 1 or more, not the number 2.5"),
                bad(PROJECT, "{threshold: 0.001, daily", "{treshold: 0.001, daily", 9, "did you mean 'threshold'?"),
                bad(PROJECT, "version: 1 ", "version: one ", 3, "a whole number, not 'one'"),
                bad(PROJECT, "seed: 42", "seed: 1e400", 7, "'seed' must be a whole number"));
    }

    static Stream<Bad> meaning() {
        return Stream.of(
                bad(STUDY, "[clicks]", "[clickz]", 13, "unknown metric 'clickz'; did you mean 'clicks'?"),
                bad(STUDY, "[ctr, revenue]", "[ctr, clicks]", 15, "'clicks' is used twice in the study"),
                bad(STUDY, "[clicks]", "[]", 15, ""),
                bad(STUDY, "model: exposures", "model: exposure", 8, "did you mean 'exposures'?"),
                bad(STUDY, "model: exposures", "model: country_launches", 8, "has no column for unit 'user'"),
                bad(STUDY, "dwell:   {share: 0.5", "dwell:   {share: 0.4", 9, "sum to 0.9, not 1"),
                bad(STUDY, "dwell:   {share: 0.5", "dwell:   {share: 0.5000001", 9, "sum to 1.0000001, not 1"),
                bad(STUDY, "value: dwell_v3", "value: control", 11, "have the same value 'control'"),
                bad(STUDY, "value: dwell_v3", "role: control", 9, "several arms have role: control: control, dwell"),
                bad(STUDY, "control: {share: 0.5, role: control}", "base: {share: 0.5}", 9, "no arm has role: control"),
                bad(STUDY, "2026-03-15}", "2026-03-01}", 6, "end 2026-03-01 is not after start 2026-03-01"),
                bad(STUDY, "{relative: 0.01}", "{}", 14, "either relative or absolute, not neither"),
                bad(STUDY, "{relative: 0.01}", "{relative: 0.01, absolute: 1}", 14, "absolute, not both"),
                bad(STUDY, "{relative: 0.01}", "{relative: 0}", 14, "'relative' must be a number above 0"),
                bad(STUDY, "{relative: 0.01}", "{relative: 5}", 14, "it would hold whatever happens"),
                bad(STUDY, "{relative: 0.01}", "{relative: -0.05}", 14, "write the size, without a sign"),
                bad(STUDY, "unit: user", "unit: usr", 5, "no model has a column for unit 'usr'; did you mean 'user'?"),
                bad(STUDY, "unit: user", "unit: author", 14, "cannot be measured per author: model 'feed_loads'"),
                bad(STUDY, "[country, tenure]", "[contry]", 20, "unknown dimension 'contry' of unit 'user'"),
                bad(
                        STUDY,
                        "unit: user",
                        "population: {filter: \"contry = 'DE'\"}\nunit: user",
                        5,
                        "unknown dimension 'contry' of unit 'user' in the population's condition; did you mean 'country'?"),
                bad(STUDY, "[country, tenure]", "[country, country]", 20, "slice 'country' stands twice"),
                bad(
                        STUDY,
                        "exclusions: []",
                        "exclusions: [{from: 2026-03-20, to: 2026-03-21, reason: x}]",
                        21,
                        "not inside"),
                bad(
                        STUDY,
                        "exclusions: []",
                        "exclusions: [{from: 2026-03-04, to: 2026-03-03, reason: x}]",
                        21,
                        "before it"),
                bad(STUDY, "{metric: clicks, look", "{metric: click, look", 17, "did you mean 'clicks'?"),
                bad(STUDY, "{metric: revenue, per", "{metric: revenu, per", 22, "did you mean 'revenue'?"),
                bad(METRICS, "model: sessions", "model: session", 12, "did you mean 'sessions'?"),
                bad(METRICS, "model: sessions", "model: users", 12, "has no agg_time_dimension"),
                bad(METRICS, "to: 14d}", "to: 7d}", 13, "to 7d is not after from 7d"),
                bad(METRICS, "    label: Week-2 retention", "    delay: 1d", 16, "both say when rows begin to count"),
                bad(METRICS, "{quantile: 0.999, fit: run}", "{fit: run}", 9, "a quantile or a value, not neither"),
                bad(METRICS, "{quantile: 0.999, fit: run}", "{quantile: 0.9, value: 3}", 9, "not both"),
                bad(METRICS, "agg: sum, expr: clicked, goal", "agg: sum, goal", 3, "agg 'sum' needs 'expr'"),
                bad(METRICS, "agg: sum, expr: clicked, goal", "agg: sum, expr: surface, goal", 3, "categorical column"),
                bad(METRICS, "name: revenue", "name: clicks", 9, "twice, here and at metrics/engagement.yml:3"),
                bad(METRICS, "over: event", "over: event, agg: max", 19, "takes single rows"),
                bad(METRICS, "fixtures/ctr.csv", "../outside.csv", 22, "outside the project folder"),
                bad(METRICS, "fixtures/ctr.csv", "fixtures/none.csv", 22, "there is no file"),
                bad(METRICS, "fixtures/ctr.csv", "{purchases: fixtures/ctr.csv}", 22, "does not read model"),
                bad(METRICS, "{value: 0.3125, std_error: 0.139288}", "{}", 22, "expects nothing"),
                bad(METRICS, "- {metric: ctr,", "- {metric: crt,", 22, "did you mean 'ctr'?"),
                bad(MODELS, "name: exposures", "name: users", 18, "declared twice, here and at models/core.yml:3"),
                bad(MODELS, "agg_time_dimension: shown_at", "agg_time_dimension: show_at", 9, "mean 'shown_at'?"),
                bad(MODELS, "agg_time_dimension: shown_at", "agg_time_dimension: surface", 9, "is not a time column"),
                bad(MODELS, "name: surface, d", "name: user_id, d", 16, "second column in its model"),
                bad(MODELS, "{name: device, type: foreign}", "{name: device, type: primary}", 14, "second primary"),
                bad(MODELS, "bins: [0, 28, 365]", "bins: [0, 28, 28]", 35, "must ascend: 28.0 follows 28.0"),
                bad(
                        MODELS,
                        "entity: user, expr",
                        "entity: author, expr",
                        35,
                        "no model has the primary entity 'author'"),
                bad(MODELS, "name: tenure", "name: country", 35, "is declared twice, here and at models/core.yml:6"),
                bad(MODELS, "model: device_users", "model: sessions", 30, "has no column for unit 'user'"),
                bad(MODELS, "dimension: country, ", "", 31, "one of model, dimension, artifact, not none"),
                bad(MODELS, "dimension: country, ", "dimension: land, ", 31, "has a column 'land'"),
                bad(PROJECT, "version: 1 ", "version: 2 ", 3, "this program reads version 1"),
                bad(PROJECT, "timezone: UTC", "timezone: Europe/Berln", 5, "did you mean 'Europe/Berlin'?"),
                bad(PROJECT, "timezone: UTC", "files: {a: b.csv}", 5, "both name the data"));
    }

    static Stream<Bad> yaml() {
        return Stream.of(
                bad(STUDY, "unit: user", "unit: user\nunit: device", 6, "stands twice, here and at line 5"),
                bad(STUDY, "share: 0.5, role", "share: 0.5, share: 0.4, role", 10, "'share' stands twice"),
                bad(STUDY, "unit: user", "unit: &u user", 5, "the anchor '&u' is not allowed"),
                bad(STUDY, "unit: user", "unit: *u", 5, "the alias '*u' is not allowed"),
                bad(STUDY, "unit: user", "<<: {unit: user}", 5, "the merge key '<<' is not allowed"),
                bad(STUDY, "unit: user", "unit: !!str user", 5, "the tag"),
                bad(STUDY, "unit: user", "? [a]\n: user", 5, "a key must be a word, not a list"),
                bad(STUDY, "  primary: [clicks]", "\tprimary: [clicks]", 13, "indent with spaces"),
                bad(STUDY, "  primary: [clicks]", "  primary: [clicks", 14, "YAML syntax"),
                bad(STUDY, "unit: user", "unit: \u0007user", 5, "the character U+0007 is not allowed"),
                bad(METRICS, "tests:", "---\ntests:", 22, "a second document"),
                bad(STUDY, "unit: user", "unit: " + "[".repeat(60) + "]".repeat(60), 5, "nested more than 40 deep"));
    }

    @ParameterizedTest
    @MethodSource({"grammar", "meaning", "yaml"})
    void everyFaultHasItsLineAndItsCure(Bad bad) throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, bad.file(), bad.from(), bad.to());
        Reading reading = Projects.read(folder);
        if (bad.message().isEmpty()) {
            assertThat(reading.faults()).isEmpty();
            return;
        }
        assertThat(reading.faults().stream().map(Fault::toString))
                .anySatisfy(f -> assertThat(f)
                        .startsWith(bad.file() + ":" + bad.line() + "  ")
                        .contains(bad.message()));
    }

    @Test
    void oneFaultDoesNotBringOthersWithIt() throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, METRICS, "type: ratio", "type: ratoi");
        Reading reading = Projects.read(folder);
        assertThat(reading.faults())
                .singleElement()
                .hasToString("metrics/engagement.yml:5  unknown type 'ratoi' of metric; did you mean 'ratio'?");
        StudyFile study = reading.project().studyFile("new_ranker").orElseThrow();
        assertThat(study.declared()).isEmpty();
        assertThat(study.faults())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("'ctr' has faults"));
    }

    @Test
    void allFaultsAreFoundAtOnce() throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, PROJECT, "week_start: monday", "week_starts: monday");
        Projects.edit(folder, MODELS, "complete_after: 26h", "complete_after: 26");
        Projects.edit(folder, METRICS, "goal: decrease", "goal: less");
        Projects.edit(folder, STUDY, "spending: obrien_fleming", "spending: obrien");
        Projects.edit(folder, STUDY, "[country, tenure]", "[country, tenur]");
        assertThat(Projects.read(folder).faults().stream().map(f -> f.where().toString()))
                .contains(
                        "covey.yml:6", "metrics/engagement.yml:19", "models/core.yml:10", STUDY + ":18", STUDY + ":20");
    }

    @Test
    void clustersThatTreatmentMayChangeAreRefused() throws IOException {
        Projects.soundContract(folder);
        Projects.edit(
                folder,
                STUDY,
                "design: {type: user_randomized,",
                "design: {type: cluster_randomized, randomize: {unit: country},");
        Projects.edit(folder, STUDY, "slices: [country, tenure]", "slices: [tenure]");
        int sound = Projects.read(folder).faults().size();
        Projects.edit(folder, MODELS, "as_of: entry}}     # value", "as_of: now}}     # value");
        assertThat(Projects.read(folder).faults())
                .hasSizeGreaterThan(sound)
                .anySatisfy(f -> assertThat(f.message())
                        .startsWith("'country', declared at " + MODELS)
                        .contains("cannot be what was assigned by")
                        .contains("changed by the treatment"));
    }

    @Test
    void slicesThatTreatmentMayChangeAreRefused() throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, MODELS, "as_of: entry}}     # value", "as_of: now}}     # value");
        assertThat(Projects.read(folder).faults())
                .singleElement()
                .satisfies(f -> assertThat(f.toString())
                        .startsWith(STUDY + ":20")
                        .contains("'country' cannot be a slice")
                        .contains("changed by the treatment"));
        Projects.edit(folder, MODELS, "as_of: now}}     # value", "top: 3}}     # value");
        assertThat(Projects.read(folder).faults()).isEmpty();
        Projects.edit(folder, MODELS, "  - name: users\n", "  - name: users\n    agg_time_dimension: signup_at\n");
        assertThat(Projects.read(folder).faults())
                .anySatisfy(f -> assertThat(f.message()).contains("several values per unit over time"));
    }

    @Test
    void wordsThatOtherYamlsTurnIntoTruthValuesStayText() throws IOException {
        Projects.soundContract(folder);
        Projects.edit(folder, STUDY, "value: dwell_v3", "value: no");
        Projects.edit(folder, STUDY, "control: {share: 0.5, role: control}", "on: {share: 0.5, role: control}");
        Reading reading = Projects.read(folder);
        assertThat(reading.faults()).isEmpty();
        assertThat(reading.project()
                        .studies()
                        .getFirst()
                        .declared()
                        .orElseThrow()
                        .treatment()
                        .orElseThrow()
                        .arms())
                .extracting(Study.Arm::value)
                .containsExactly("on", "no");
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        Projects.soundContract(folder);
        byte[] latin = "kind: experiment\nname: f\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("studies/latin.yml"), latin);
        Files.write(folder.resolve("studies/wide.yml"), "kind: experiment\n".getBytes(StandardCharsets.UTF_16));
        assertThat(Projects.read(folder).faults().stream().map(Fault::toString))
                .containsExactly(
                        "studies/latin.yml:2  the file is not UTF-8 (byte 0xFC); save it as UTF-8",
                        "studies/wide.yml:1  the file is not UTF-8 (byte 0xFE); save it as UTF-8");
    }

    @Test
    void hugeFilesAndHugeNumbersAreRefusedQuickly() throws IOException {
        Projects.soundContract(folder);
        Files.writeString(folder.resolve("studies/huge.yml"), "# ".repeat(2_500_001));
        Projects.edit(folder, STUDY, "share: 0.5, role", "share: 1e-999999999, role");
        Projects.edit(folder, PROJECT, "seed: 42", "seed: " + "9".repeat(1_000_000));
        assertThat(Projects.read(folder).faults().stream().map(Fault::toString))
                .anySatisfy(f -> assertThat(f).startsWith("studies/huge.yml  the file has 5000002 bytes"))
                .anySatisfy(f -> assertThat(f).contains("a share from 0 to 1"))
                .anySatisfy(f ->
                        assertThat(f).contains("'seed' must be a whole number").hasSizeLessThan(300));
    }

    @Test
    void noProjectIsAFaultToo() {
        Reading reading = Projects.read(folder.resolve("nowhere"));
        assertThat(reading.faults())
                .singleElement()
                .satisfies(f -> assertThat(f.toString()).startsWith("covey.yml  there is no covey.yml in "));
        assertThat(reading.project().studies()).isEqualTo(List.of());
    }

    @Test
    void emptyFilesAreNoFault() throws IOException {
        Projects.soundContract(folder);
        Files.writeString(folder.resolve("studies/later.yml"), "# nothing yet\n");
        Files.writeString(folder.resolve("metrics/later.yml"), "");
        assertThat(Projects.read(folder).faults()).isEmpty();
    }
}
