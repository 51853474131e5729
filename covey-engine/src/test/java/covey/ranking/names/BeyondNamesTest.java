package covey.ranking.names;

import static org.assertj.core.api.Assertions.assertThat;

import covey.ranking.BeyondMetric;
import covey.result.MetricInfo.Goal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeyondNamesTest {
    private static final List<String> CANONICAL = List.of(
            "catalogue_coverage@10",
            "gini@10",
            "gini(items=shown)@10",
            "entropy@10",
            "personalization@10",
            "provider_gini@10",
            "provider_entropy@10",
            "provider_disparity@10",
            "user_coverage@10",
            "novelty@10",
            "novelty(unseen=left_out)@10",
            "arp",
            "long_tail@5",
            "intra_list_diversity@10",
            "intra_list_diversity(by=cooccurrence)@10",
            "unexpectedness@10",
            "serendipity@10",
            "serendipity(by=popularity)@10",
            "calibration_kl@10",
            "calibration_js@10",
            "category_entropy@10");

    private static BeyondMetric metric(String name) {
        return BeyondNames.metric(name).orElseThrow();
    }

    @Test
    void aNameIsPrintedAsWritten() {
        assertThat(CANONICAL.stream().map(n -> metric(n).name())).containsExactlyElementsOf(CANONICAL);
        assertThat(metric("group_gap(ndcg, by=country)@10").name()).isEqualTo("group_gap(nDCG@10,by=country)");
        assertThat(metric("Serendipity(by='cooccurrence')@5").name()).isEqualTo("serendipity(by=cooccurrence)@5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gini(by=x)@10",
                "novelty(unseen=dropped)@10",
                "novelty(by=category)@10",
                "gini@0",
                "ginis@10",
                "group_gap(ndcg)@10",
                "group_gap(nothing,by=country)@10",
                "serendipity(by=popularity,unseen=counted)@10"
            })
    void anotherNameIsNone(String name) {
        assertThat(BeyondNames.metric(name)).isEmpty();
    }

    @Test
    void everyClassHasAName() throws IOException, URISyntaxException {
        Set<String> named = Stream.concat(CANONICAL.stream(), Stream.of("group_gap(p,by=country)@10"))
                .map(n -> metric(n).getClass().getName())
                .collect(Collectors.toSet());
        Path root = Path.of(BeyondMetric.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        for (String part : List.of("list", "exposure")) {
            try (Stream<Path> files = Files.list(root.resolve("covey/ranking/metric/" + part))) {
                assertThat(files.map(f -> "covey.ranking.metric." + part + "."
                                        + f.getFileName().toString().replace(".class", ""))
                                .filter(BeyondNamesTest::isMetric))
                        .isSubsetOf(named);
            }
        }
    }

    private static boolean isMetric(String name) {
        try {
            Class<?> type = Class.forName(name);
            return BeyondMetric.class.isAssignableFrom(type) && !type.isInterface();
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    @Test
    void aStudyKnowsWhichDirectionIsWanted() {
        assertThat(BeyondNames.declared("gini@10").orElseThrow().goal()).isEqualTo(Goal.DECREASE);
        assertThat(BeyondNames.declared("catalogue_coverage@10").orElseThrow().goal())
                .isEqualTo(Goal.INCREASE);
        assertThat(BeyondNames.declared("gini@10").orElseThrow().definition()).contains("with those never shown");
    }
}
