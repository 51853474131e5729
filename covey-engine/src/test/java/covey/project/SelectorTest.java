package covey.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.method.SpecificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void threeStudies() throws IOException {
        Projects.soundContract(folder);
        Path feed = Files.createDirectories(folder.resolve("studies/feed"));
        String text = Files.readString(folder.resolve("studies/new_ranker.yml"));
        Files.writeString(
                feed.resolve("two.yml"),
                text.replace("name: new_ranker", "name: old_ranker\ntags: [h1, feed]")
                                .replace("secondary: [ctr, revenue]", "secondary: [revenue]")
                        + "---\n"
                        + text.replace("name: new_ranker", "name: colder\ntags: [h1]")
                                .replace("secondary: [ctr, revenue]", "secondary: []"));
        Reading reading = Projects.read(folder);
        assertThat(reading.faults()).isEmpty();
        project = reading.project();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | old_ranker colder new_ranker",
                "new_ranker | '' | new_ranker",
                "*ranker | '' | old_ranker new_ranker",
                "kind:experiment | '' | old_ranker colder new_ranker",
                "tag:h1 | '' | old_ranker colder",
                "tag:h1,tag:feed | '' | old_ranker",
                "tag:feed new_ranker | '' | old_ranker new_ranker",
                "path:studies/feed | '' | old_ranker colder",
                "path:studies/feed/ | '' | old_ranker colder",
                "path:studies/new_ranker.yml | '' | new_ranker",
                "metric:ctr+ | '' | new_ranker",
                "metric:revenue | '' | old_ranker new_ranker",
                "'' | tag:h1 | new_ranker",
                "tag:h1 | colder | old_ranker",
            })
    void choosesAsInDbt(String select, String exclude, String expected) {
        Selector selector = new Selector(List.of(select), List.of(exclude));
        assertThat(selector.studies(project).stream().map(StudyFile::name)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new_rankr | did you mean 'new_ranker'?",
                "kind:experment | did you mean 'experiment'?",
                "tga:h1 | did you mean 'tag'?",
                "metric:crt+ | did you mean 'ctr'?",
                "state:modified | ''",
            })
    void refusesWhatChoosesNothing(String select, String advice) {
        assertThatThrownBy(() -> new Selector(List.of(select), List.of()).studies(project))
                .isInstanceOfSatisfying(
                        SpecificationException.class,
                        e -> assertThat(e.advice()).isEqualTo(advice));
    }

    @Test
    void addressesAreRead() {
        assertThat(Address.parse("new_ranker"))
                .isEqualTo(new Address("new_ranker", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(Address.parse("new_ranker/ctr@final"))
                .isEqualTo(new Address("new_ranker", Optional.empty(), Optional.of("ctr"), Optional.of("final")));
        assertThat(Address.parse("weekly/unadjusted/ndcg@10@2026-03-15-ab12cd"))
                .isEqualTo(new Address(
                        "weekly", Optional.of("unadjusted"), Optional.of("ndcg@10"), Optional.of("2026-03-15-ab12cd")));
        assertThat(Address.parse("weekly/ndcg@10"))
                .isEqualTo(new Address("weekly", Optional.empty(), Optional.of("ndcg@10"), Optional.empty()));
        assertThat(Address.parse("a/b/c@latest")).hasToString("a/b/c@latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/d", "/ctr", "a//c", "../etc/passwd", "a@nonsense", "a/b c"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("is no address");
    }
}
