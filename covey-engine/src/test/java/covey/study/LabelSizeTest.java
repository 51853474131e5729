package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.Interval;
import covey.result.StudyResult;
import covey.study.label.LabelSheet;
import covey.study.label.LabelSheets.Allocation;
import covey.study.label.SheetSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2,000 items: 1,000 of a feed, right in one of two, 1,000 of search, right in 19 of 20. By hand: S = .5 and √(.05 · .95) = .2179,
 * each about half of the items, so that of n items search takes .2179 / .7179 = .3035.
 */
class LabelSizeTest {
    @TempDir
    Path folder;

    private StudyFolder project;

    private static int right(int item) {
        return item < 1000 ? item % 2 : item % 20 == 0 ? 0 : 1;
    }

    private static String stratum(int item) {
        return item < 1000 ? "feed" : "search";
    }

    @BeforeEach
    void files() throws IOException {
        project = new StudyFolder(folder);
        List<String> items = new ArrayList<>(List.of("id,surface"));
        List<String> judged = new ArrayList<>(List.of("id,correct"));
        for (int i = 0; i < 2000; i++) {
            items.add(i + "," + stratum(i));
            judged.add(i + "," + right(i));
        }
        project.write("items.csv", items);
        project.write("judge.csv", judged);
        project.write(
                "covey.yml",
                List.of(
                        "name: labels",
                        "version: 1",
                        "timezone: UTC",
                        "files: {items: items.csv, ratings: ratings.csv, llm: judge.csv}"));
        project.write(
                "models/core.yml",
                List.of(
                        "models:",
                        "  - {name: items, columns: [{name: id, entity: {name: item, type: primary}}]}",
                        "  - {name: ratings, columns: [{name: id, entity: {name: item, type: foreign}}]}",
                        "  - {name: llm, columns: [{name: id, entity: {name: item, type: foreign}}]}"));
        study("");
    }

    private void study(String further) throws IOException {
        project.write(
                "studies/precision.yml",
                List.of(
                        "kind: label_evaluation",
                        "name: precision",
                        "items: {model: items, item: id, stratum: surface}",
                        "labels: {model: ratings, rater: rater, label: correct}",
                        further));
    }

    private void label(List<Integer> items) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,rater,correct"));
        items.forEach(i -> rows.add(i + ",ann," + right(i)));
        project.write("ratings.csv", rows);
    }

    private SheetSize size(double halfWidth) {
        try (Workspace workspace = project.open()) {
            return workspace.labels().size("precision", halfWidth);
        }
    }

    private LabelSheet sheet(int items, Allocation allocation, long seed) {
        try (Workspace workspace = project.open()) {
            return workspace.labels().draw("precision", items, allocation, seed);
        }
    }

    @Test
    void whereNothingIsKnownAShareIsTakenAtItsWidest() {
        SheetSize size = size(0.05);
        // .5² / ((.05 / 1.959964)² + .5² / 2000) = 322.25
        assertThat(size.items()).isEqualTo(323);
        assertThat(size.origin()).isEqualTo("the widest that a share can have");
        assertThat(size.strata()).containsExactly("162 of 1000 in feed", "161 of 1000 in search");
        assertThatThrownBy(() -> sheet(100, Allocation.NEYMAN, 1)).hasMessageContaining("nothing is known");
    }

    @Test
    void theJudgesSpreadPlacesTheFirstSheet() throws IOException {
        study("judge: {model: llm, label: correct}");
        assertThat(size(0.05).origin()).isEqualTo("the judge");
        LabelSheet sheet = sheet(100, Allocation.NEYMAN, 1);
        assertThat(sheet.strata())
                .containsExactly("70 of 1000 in feed", "30 of 1000 in search", "placed by the spread of the judge");
        assertThat(sheet.rows())
                .filteredOn(r -> r.stratum().equals("search"))
                .allSatisfy(r -> assertThat(r.probability()).isEqualTo(0.03));
    }

    @Test
    void fewerThanTenLabelsOfAStratumAreNotReliedOn() throws IOException {
        List<Integer> few = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            few.add(i);
        }
        for (int i = 1000; i < 1009; i++) {
            few.add(i);
        }
        label(few);
        assertThatThrownBy(() -> sheet(100, Allocation.NEYMAN, 1)).hasMessageContaining("not 10 labels");
        few.add(1009);
        label(few);
        assertThat(sheet(100, Allocation.NEYMAN, 1).strata()).contains("placed by the spread of earlier labels");
    }

    /** The labels of a planned sheet give an interval as wide as planned, and a narrower one than as many spread by size. */
    @Test
    @Tag("slow")
    void thePlannedSheetGivesThePlannedInterval() throws IOException {
        List<Integer> pilot = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pilot.add(i);
            pilot.add(1000 + i);
        }
        label(pilot);
        SheetSize size = size(0.03);
        assertThat(size.origin()).isEqualTo("earlier labels");
        int n = (int) size.items();
        double planned = 0;
        double proportional = 0;
        for (int seed = 1; seed <= 4; seed++) {
            planned += halfWidth(sheet(n, Allocation.NEYMAN, seed)) / 4;
            label(pilot);
            proportional += halfWidth(sheet(n, Allocation.PROPORTIONAL, seed)) / 4;
            label(pilot);
        }
        assertThat(planned).isCloseTo(0.03, within(0.0025));
        assertThat(proportional).isGreaterThan(planned);
    }

    private double halfWidth(LabelSheet sheet) throws IOException {
        label(sheet.rows().stream().map(r -> Integer.parseInt(r.item())).toList());
        StudyResult result;
        try (Workspace workspace = project.open()) {
            result = workspace.run("precision", Optional.empty(), Progress.NONE).result();
        }
        Interval interval = result.outcomes().stream()
                .filter(o -> o.estimand().metric().equals("label_share")
                        && o.estimand().analysis().equals("main")
                        && o.estimand().segment().isEmpty())
                .map(o -> ((Estimate) o).interval().orElseThrow())
                .findFirst()
                .orElseThrow();
        return (interval.upper() - interval.lower()) / 2;
    }
}
