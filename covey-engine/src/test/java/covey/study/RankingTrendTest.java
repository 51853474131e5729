package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Scale;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How users' topics narrow over four weeks, from tables. Of 20 users 8 see fewer topics under production each week, 8 see
 * more and miss a week, 4 are there for two weeks only. Clocks go forward between the second week and the third.
 */
class RankingTrendTest {
    private static final String METRIC = "category_entropy_trend@3";
    private static final int USERS = 20;
    private static final LocalDate START = LocalDate.of(2026, 3, 16);
    private static final double THREE = Math.log(3) / Math.log(2);
    private static final double TWO = THREE - 2 / 3.0;
    /** Entropies log2 3, TWO, 0, 0 in weeks 0 to 3. */
    private static final double NARROWING = -(3 * THREE + TWO) / 10;
    /** Entropies 0, TWO, log2 3 in weeks 0, 1 and 3. */
    private static final double WIDENING = (5 * THREE - TWO) / 14;
    /** Entropies log2 3, TWO, 0 in weeks 0, 1 and 3: the week that production misses does not count. */
    private static final double CLOSING = -(4 * THREE + TWO) / 14;

    @TempDir
    Path folder;

    private StudyResult run(String systems, String items, String end) throws IOException {
        StudyFolder project = new StudyFolder(folder);
        project.write("covey.yml", List.of("""
                name: weeks
                version: 1
                timezone: Europe/Berlin
                privacy: {min_cell: 5}
                files: {truth: t.csv, production: p.csv, candidate: c.csv, items: i.csv, users: u.csv}
                """));
        List<String> truth = new ArrayList<>(List.of("user_id,item_id,at"));
        List<String> users = new ArrayList<>(List.of("user_id"));
        List<String> production = new ArrayList<>(List.of("user_id,item_id,rank,shown_at"));
        List<String> candidate = new ArrayList<>(List.of("user_id,item_id,rank,shown_at"));
        for (int u = 0; u < USERS; u++) {
            users.add("u" + u);
            truth.add("u" + u + ",x1,2026-03-17 10:00:00");
            if (u % 5 == 4) {
                weeks(production, u, "x1y1z1", "x1x2x3");
                weeks(candidate, u, "x1y1z1", "x1x2x3", "x1x2x3", "x1x2x3");
            } else if (u % 2 == 0) {
                weeks(production, u, "x1y1z1", "x1x2y1z1", "x1x2x3y1z1", "x1x2x3z1", "x1y1z1");
                weeks(candidate, u, "x1y1z1", "x1y1z2", "x1y2z1", "x2y1z1");
            } else {
                weeks(production, u, "x1x2x3y3", "x1x2y1", "", "x1y1z1");
                weeks(candidate, u, "x1y1z1", "x1x2y1", "x1y1z1", "x1x2x3");
            }
        }
        project.write("t.csv", truth);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
        project.write("u.csv", users);
        List<String> catalogue = new ArrayList<>(List.of("item_id,topic"));
        for (String topic : List.of("x", "y", "z")) {
            for (int i = 1; i <= 3; i++) {
                catalogue.add(topic + i + "," + topic);
            }
        }
        project.write("i.csv", catalogue);
        project.write("models/core.yml", List.of("""
                models:
                  - {name: users, columns: [{name: user_id, entity: {name: user, type: primary}}]}
                  - name: truth
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - {name: production, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: candidate, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: items, columns: [{name: item_id, entity: {name: item, type: primary}}]}
                """));
        project.write("studies/weeks.yml", List.of("""
                kind: ranking_evaluation
                name: weeks
                unit: user
                period: {start: 2026-03-16, end: %s}
                truth: {model: truth, item: item_id}
                metrics: {primary: ["%s"]}
                systems:
                  production: {model: production, rank: rank, role: baseline%s}
                  candidate: {model: candidate, rank: rank%s}
                items: {model: items%s}
                analysis: {resamples: 200}
                """.formatted(end, METRIC, systems, systems, items)));
        return StudyFolder.run(project.open(), "weeks");
    }

    /** One list a week, half an hour into it: items are two letters each. */
    private static void weeks(List<String> rows, int user, String... lists) {
        for (int w = 0; w < lists.length; w++) {
            for (int i = 0; i < lists[w].length(); i += 2) {
                rows.add("u" + user + "," + lists[w].substring(i, i + 2) + "," + (1 + i / 2) + "," + START.plusWeeks(w)
                        + " 00:30:00");
            }
        }
    }

    private static Estimate number(StudyResult result, String name, Scale scale, String system) {
        return result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().analysis().equals("main")
                        && e.estimand().metric().equals(METRIC)
                        && e.estimand().name().equals(name)
                        && e.estimand().scale() == scale
                        && e.estimand().arm().equals(system))
                .findFirst()
                .orElseThrow();
    }

    /** The fifth week is not whole, and its rows do not count. */
    @Test
    void trendsAreMeanSlopesOfTheSameUsersAndWeeks() throws IOException {
        StudyResult result = run(", time: shown_at", ", category: topic", "2026-04-15");
        Estimate production = number(result, "mean", Scale.LEVEL, "production");
        assertThat(production.value()).isCloseTo((NARROWING + WIDENING) / 2, within(1e-12));
        assertThat(production.n()).isEqualTo(16);
        assertThat(number(result, "mean", Scale.LEVEL, "candidate").value()).isCloseTo(CLOSING / 2, within(1e-12));
        Estimate difference = number(result, "paired_difference", Scale.DIFFERENCE, "candidate");
        assertThat(difference.value()).isCloseTo((CLOSING - NARROWING - WIDENING) / 2, within(1e-12));
        double apart = Math.abs(-NARROWING - CLOSING + WIDENING) / 2;
        assertThat(difference.standardError().orElseThrow()).isCloseTo(apart / Math.sqrt(15), within(1e-12));
        assertThat(result.provenance().dropped())
                .anyMatch(d -> d.count() == 4 && d.reason().contains("in 3 weeks or more: not in " + METRIC));
    }

    @Test
    void whatIsMissingIsNamedWithTheKeyToWrite() throws IOException {
        assertThat(run("", ", category: topic", "2026-04-13").outcomes())
                .filteredOn(o -> o.estimand().metric().equals(METRIC))
                .isNotEmpty()
                .allMatch(o -> o instanceof NotEstimable n && n.advice().contains("systems.*.time: shown_at"));
        assertThat(run(", time: shown_at", "", "2026-04-13").outcomes())
                .filteredOn(o -> o.estimand().metric().equals(METRIC))
                .isNotEmpty()
                .allMatch(o -> o instanceof NotEstimable n && n.advice().contains("category: topic"));
        assertThat(run(", time: shown_at", ", category: topic", "2026-04-05").outcomes())
                .filteredOn(o -> o.estimand().metric().equals(METRIC))
                .isNotEmpty()
                .allMatch(o -> o instanceof NotEstimable n && n.message().contains("2 whole weeks"));
    }
}
