package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kitagawa's split by hand. Users of country A are easy, those of B hard; each user wants one item and each list has one, so that
 * P@1 of a list is 1 or 0. Production serves 40 of A, right for 32, and 10 of B, right for 3: .8 and .3, .7 in all. The candidate
 * is right for .9 of A and .4 of B, and differs in whom it serves. Origin: computed by hand from Kitagawa (1955); tolerance 1e-12.
 */
class MixSplitTest {
    @TempDir
    Path folder;

    private final List<String> production = new ArrayList<>(List.of("user_id,item_id,score"));
    private final List<String> candidate = new ArrayList<>(List.of("user_id,item_id,score"));

    private static void serve(List<String> system, String country, int users, int right) {
        for (int u = 0; u < users; u++) {
            system.add(country + u + (u < right ? ",right,1" : ",wrong,1"));
        }
    }

    private StudyResult run() throws IOException {
        serve(production, "A", 40, 32);
        serve(production, "B", 10, 3);
        List<String> users = new ArrayList<>(List.of("user_id,country"));
        List<String> truth = new ArrayList<>(List.of("user_id,item_id,at"));
        for (String country : List.of("A", "B")) {
            for (int u = 0; u < 50; u++) {
                users.add(country + u + "," + country);
                truth.add(country + u + ",right,2026-02-17 10:00:00");
            }
        }
        StudyFolder project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: lists",
                        "version: 1",
                        "timezone: UTC",
                        "files: {users: u.csv, truth: t.csv, production: p.csv, candidate: c.csv}"));
        project.write("u.csv", users);
        project.write("t.csv", truth);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
        project.write("models/core.yml", List.of("""
                models:
                  - name: users
                    columns:
                      - {name: user_id, entity: {name: user, type: primary}}
                      - {name: country, dimension: {type: categorical, as_of: entry}}
                  - name: truth
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - {name: production, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: candidate, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                """));
        project.write("studies/lists.yml", List.of("""
                kind: ranking_evaluation
                name: lists
                unit: user
                period: {start: 2026-02-16, end: 2026-02-23}
                truth: {model: truth, item: item_id}
                systems: {production: {model: production, role: baseline}, candidate: {model: candidate}}
                metrics: {primary: [P@1]}
                slices: [country]
                analysis: {resamples: 10}
                """));
        try (Workspace workspace = project.open()) {
            return StudyFolder.run(workspace, "lists");
        }
    }

    private static double part(StudyResult result, String name) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name))
                .map(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    private static List<Diagnostic> simpson(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals("simpson"))
                .toList();
    }

    /** 9 of 10 and 16 of 40: 25 of 50, .2 less than production, though .1 better in either country. */
    @Test
    void aMixThatTurnsTheDifferenceRoundIsFlagged() throws IOException {
        serve(candidate, "A", 10, 9);
        serve(candidate, "B", 40, 16);
        StudyResult result = run();
        assertThat(part(result, "within_difference")).isCloseTo(0.1, within(1e-12));
        // (.8 + .9)/2 (.2 - .8) + (.3 + .4)/2 (.8 - .2)
        assertThat(part(result, "mix_difference")).isCloseTo(-0.3, within(1e-12));
        assertThat(simpson(result)).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.WARNING);
            assertThat(d.values()).containsEntry("dimension", "country").containsEntry("system", "candidate");
            assertThat(d.message()).contains("by -0.200, but inside country by +0.100", "-0.300");
        });
    }

    /** 36 of 40 and 8 of 20: 44 of 60, so that the mix takes two thirds of the gain and leaves its sign. */
    @Test
    void aMixThatOnlyTakesFromTheDifferenceIsNot() throws IOException {
        serve(candidate, "A", 40, 36);
        serve(candidate, "B", 20, 8);
        StudyResult result = run();
        assertThat(part(result, "within_difference")).isCloseTo(0.1, within(1e-12));
        // (.8 + .9)/2 (2/3 - .8) + (.3 + .4)/2 (1/3 - .2)
        assertThat(part(result, "mix_difference")).isCloseTo(-1 / 15.0, within(1e-12));
        assertThat(simpson(result)).isEmpty();
    }

    /** A country that one system leaves out has no inside: all of it is mix. */
    @Test
    void whomOnlyOneSystemServesIsMix() throws IOException {
        serve(candidate, "A", 40, 36);
        StudyResult result = run();
        // (.8 + 1)/2 (.9 - .8); .85 * .2 + .3 * (-.2)
        assertThat(part(result, "within_difference")).isCloseTo(0.09, within(1e-12));
        assertThat(part(result, "mix_difference")).isCloseTo(0.11, within(1e-12));
        assertThat(simpson(result)).isEmpty();
    }

    /** On the same users there is one mix and nothing to split. */
    @Test
    void theSameUsersHaveOneMix() throws IOException {
        serve(candidate, "A", 40, 36);
        serve(candidate, "B", 10, 4);
        StudyResult result = run();
        assertThat(result.outcomes()).noneMatch(o -> o.estimand().name().endsWith("mix_difference"));
        assertThat(simpson(result)).isEmpty();
    }
}
