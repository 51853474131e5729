package covey.http;

import static org.assertj.core.api.Assertions.assertThat;

import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a label sheet over a real socket: four items of a feed, two of search. */
class SheetPageTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void files() throws IOException {
        write("covey.yml", "name: labels", "version: 1", "timezone: UTC", "files: {interests: i.csv, ratings: r.csv}");
        write(
                "models/core.yml",
                "models:",
                "  - {name: interests, columns: [{name: id, entity: {name: interest, type: primary}}]}",
                "  - {name: ratings, columns: [{name: id, entity: {name: interest, type: foreign}}]}");
        write(
                "studies/precision.yml",
                "kind: label_evaluation",
                "name: precision",
                "question: Is it <right>?",
                "items: {model: interests, item: id, stratum: surface}",
                "labels: {model: ratings, rater: rater, label: correct}");
        write(
                "i.csv",
                "id,surface,name",
                "1,feed,<b>cats</b>",
                "2,feed,dogs",
                "3,feed,tea",
                "4,feed,jazz",
                "5,search,x",
                "6,search,y");
    }

    private void write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.write(file, List.of(lines));
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
        try (Workspace workspace =
                        Workspace.open(folder, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
                Site site = Site.start(workspace, 0);
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = site.address().resolve(path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theSheetIsShownWithItsProgressAndAgreement() throws IOException, InterruptedException {
        write("r.csv", "id,rater,correct", "1,ann,1", "1,bob,1", "2,ann,0", "2,bob,1", "3,,", "5,ann,1", "6,ann,0");
        HttpResponse<String> page = ask("sheets/precision");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("script-src");
        assertThat(page.body())
                .contains("Is it &lt;right&gt;?", "&lt;b&gt;cats&lt;/b&gt;")
                .contains("4 of 5 drawn items have a label.")
                .contains("<tr><td>feed</td><td>4</td><td>3</td><td>2</td><td>67%</td></tr>")
                .contains("<tr><td>search</td><td>2</td><td>2</td><td>2</td><td>100%</td></tr>")
                .contains("krippendorff alpha")
                .contains("ann: 0; bob: 1")
                .doesNotContain("<b>", "<form", "<script", "<input");
        assertThat(ask("").body()).contains("href=\"/sheets/precision\"");
    }

    @Test
    void beforeTheFirstSheetItSaysSo() throws IOException, InterruptedException {
        assertThat(ask("sheets/precision").body())
                .contains("0 of 0 drawn items have a label. Draw a sheet: covey labels export.")
                .contains("Nobody has labelled an item.");
    }

    @Test
    void onlyLabelEvaluationsHaveOne() throws IOException, InterruptedException {
        assertThat(ask("sheets/nothing").statusCode()).isEqualTo(404);
        assertThat(ask("sheets/..%2Fcovey.yml").statusCode()).isEqualTo(404);
    }
}
