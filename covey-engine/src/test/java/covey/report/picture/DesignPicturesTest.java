package covey.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.block.Drawing;
import covey.result.ArmInfo;
import covey.result.StudyInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignPicturesTest {
    private static final List<ArmInfo> TWO =
            List.of(new ArmInfo("control", true, 0.5, 100), new ArmInfo("dwell", false, 0.5, 100));
    private static final List<ArmInfo> THREE = List.of(
            new ArmInfo("control", true, 0.5, 100),
            new ArmInfo("dwell_by_predicted_time", false, 0.25, 50),
            new ArmInfo("dwell_by_predicted_share", false, 0.25, 50));

    private static Planned planned(List<ArmInfo> arms, String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put("design." + settings[i], settings[i + 1]);
        }
        StudyInfo study = new StudyInfo(
                "s", "experiment", "s", "", "", "user", "2026-03-01", "2026-03-14", "UTC", arms, List.of(), "");
        return new Planned(study, all);
    }

    private static Planned planned(String type, List<ArmInfo> arms) {
        return planned(
                arms,
                "type",
                type,
                "randomize.unit",
                type.equals("cluster_randomized") ? "city" : "",
                "randomize.every",
                "4h",
                "randomize.burn_in",
                "40m",
                "carry_over",
                "1",
                "factors.layout",
                "old, new",
                "factors.ranker",
                "control, dwell, watch",
                "randomize[user]",
                "{unit=user, share=0.5}",
                "randomize[author]",
                "{unit=author, share=0.25}",
                "stages",
                "0.0 from 2026-03-01T00:00:00Z, 0.1 from 2026-03-08T00:00:00Z, 1.0 from 2026-03-15T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "user_randomized, units",
        "stratified, strata",
        "blocked, strata",
        "matched_pairs, pairs",
        "cluster_randomized, clusters",
        "factorial, factorial",
        "two_sided, two-sided",
        "switchback, switchback",
        "staged_rollout, rollout",
        "holdout, holdout",
        "data_diverted, training",
        "co_diverted, training"
    })
    void everyDesignHasOnePictureThatFitsItsWidthAndATerminal(String type, String id) {
        for (List<ArmInfo> arms : List.of(TWO, THREE)) {
            List<Drawn> pictures = DesignPictures.of(planned(type, arms));
            assertThat(pictures).extracting(Drawn::id).containsExactly(id);
            pictures.forEach(DesignPicturesTest::fits);
        }
    }

    private static void fits(Drawn drawn) {
        assertThat(drawn.drawing().height()).isBetween(60.0, 340.0);
        for (Drawing.Shape shape : drawn.drawing().shapes()) {
            if (shape instanceof Drawing.Box box) {
                assertThat(box.x()).isNotNegative();
                assertThat(box.width()).isPositive();
                assertThat(box.height()).as(drawn.id()).isPositive();
                assertThat(box.x() + box.width()).isLessThanOrEqualTo(Drawing.WIDTH + 0.01);
                assertThat(box.y() + box.height())
                        .isLessThanOrEqualTo(drawn.drawing().height());
                assertThat(box.fill().colour()).isBetween(0, 5);
            }
        }
        assertThat(drawn.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.strip().length()).as(line).isBetween(1, 100));
    }

    @Test
    void sharesAreDrawnAsPlanned() {
        Drawn drawn = DesignPictures.of(planned("user_randomized", THREE)).getFirst();
        long[] counts = new long[3];
        drawn.drawing().shapes().stream()
                .skip(6)
                .filter(Drawing.Box.class::isInstance)
                .forEach(b -> counts[((Drawing.Box) b).fill().colour()]++);
        assertThat(counts[0]).isBetween(58L, 62L);
        assertThat(counts[1]).isBetween(28L, 32L);
        Drawn strata = DesignPictures.of(planned("stratified", THREE)).getFirst();
        strata.lines()
                .subList(0, 4)
                .forEach(line ->
                        assertThat(line.chars().filter(c -> c == '░').count()).isEqualTo(10));
    }

    @Test
    void aSwitchbackHatchesItsBurnInAndPalesWhatIsNotCompared() {
        Drawn drawn = DesignPictures.of(planned("switchback", TWO)).getFirst();
        assertThat(drawn.lines().getLast()).contains("not compared: the window before had another arm");
        List<Drawing.Look> looks = drawn.drawing().shapes().stream()
                .filter(Drawing.Box.class::isInstance)
                .map(b -> ((Drawing.Box) b).fill().look())
                .toList();
        // twelve windows of four regions and the key
        assertThat(looks).filteredOn(l -> l == Drawing.Look.HATCHED).hasSize(49);
        assertThat(looks).contains(Drawing.Look.PALE, Drawing.Look.SOLID);
        // a tenth of a region's windows may have the arm of the one before by chance alone, but never the first
        assertThat(drawn.lines().getFirst()).startsWith("user 1     /··");
    }

    @Test
    void sharedTrainingAndLayersAreDrawnBesideTheAssignment() {
        Planned study =
                planned(TWO, "type", "user_randomized", "training_data", "shared", "layer", "feed", "slot", "0, 0.25");
        List<Drawn> pictures = DesignPictures.of(study);
        assertThat(pictures).extracting(Drawn::id).containsExactly("units", "training", "layer");
        assertThat(pictures.get(1).title()).contains("clicks of all arms");
        assertThat(pictures.get(2).lines().getFirst()).contains("█".repeat(12) + "·".repeat(36));
        pictures.forEach(DesignPicturesTest::fits);
    }

    @Test
    void whatIsNotDeclaredIsNotDrawn() {
        assertThat(DesignPictures.of(planned(TWO, "type", "staged_rollout"))).isEmpty();
        assertThat(DesignPictures.all()).hasSize(11);
    }
}
