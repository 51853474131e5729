package covey.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import covey.report.PlanSamples;
import covey.report.SampleResults;
import covey.result.StudyResult;
import covey.study.label.SheetPage;
import covey.study.label.SheetPage.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in Chromium: charts are drawn under the page's own policy, nothing is asked of the network. */
@Tag("browser")
class HtmlScorecardBrowserTest {
    private static Playwright playwright;
    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @ParameterizedTest
    @CsvSource({
        "win, 390, 3",
        "win, 1280, 3",
        "srm, 390, 3",
        "missing, 390, 1",
        "missing, 1280, 1",
        "three, 1280, 1",
        "hostile, 390, 2",
        "hostile, 1280, 2",
        "plan, 390, 1",
        "plan, 1280, 1",
        "re-estimate, 390, 0",
        "re-estimate, 1280, 0",
        "interim, 390, 2",
        "interim, 1280, 2"
    })
    void draws(String name, int width, int charts) throws IOException {
        Path file = folder.resolve(name + ".html");
        Files.writeString(file, HtmlScorecard.render(result(name)));
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT))) {
            Page page = context.newPage();
            page.onConsoleMessage(m -> faults.add(m.type() + ": " + m.text()));
            page.onPageError(e -> faults.add("error: " + e));
            page.onDialog(d -> faults.add("dialog: " + d.message()));
            page.onRequest(r -> {
                if (!r.url().startsWith("file:")) {
                    faults.add("request: " + r.url());
                }
            });
            page.navigate(file.toUri().toString());
            page.waitForFunction("document.querySelectorAll('.chart.drawn svg').length === " + charts);
            assertThat(page.locator(".chart").count()).isEqualTo(charts);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            assertThat(
                            (List<?>)
                                    page.evaluate(
                                            "[...document.querySelectorAll('.chart svg')].map(s =>"
                                                    + " s.getBoundingClientRect()).filter(r => r.right > innerWidth || r.width < 200 || r.height < 40)"))
                    .isEmpty();
        }
        assertThat(faults).isEmpty();
    }

    /** Drawings of designs are part of the page itself; what they say is read as text too. */
    @ParameterizedTest
    @CsvSource({"plan, WEEK BY WEEK|What this plan can see|A/A replay", "re-estimate, How long it must run"})
    void saysWhatAPlanIsFor(String name, String words) throws IOException {
        Path file = folder.resolve(name + ".html");
        Files.writeString(file, HtmlScorecard.render(result(name)));
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(file.toUri().toString());
            String shown = page.locator("body").innerText().toLowerCase(Locale.ROOT);
            assertThat(shown).contains(words.toLowerCase(Locale.ROOT).split("\\|"));
            if (name.equals("plan")) {
                assertThat((Boolean) page.evaluate("[...document.querySelectorAll('svg')].some(s =>"
                                + " !s.closest('.chart') && s.getBoundingClientRect().width > 200)"))
                        .isTrue();
            }
        }
    }

    /** The page of a label sheet asks for nothing and runs nothing; what is wider than the screen scrolls in itself. */
    @ParameterizedTest
    @CsvSource({"390", "1280"})
    void aLabelSheetFitsItsScreen(int width) throws IOException {
        SheetPage sheet = new SheetPage(
                "interest_precision",
                "Is this interest right for this user?",
                List.of(new Progress("feed", 9_000, 120, 90), new Progress("search", 1_000, 80, 80)),
                "krippendorff alpha 0.812 (95% interval 0.741 to 0.864), over 60 items",
                List.of("name", "text"),
                List.of(new SheetPage.Row(
                        "i1", "feed", List.of(HtmlScorecardTest.HOSTILE, "long words ".repeat(60)), "ann: 1; bob: 0")));
        Path file = folder.resolve("sheet.html");
        Files.writeString(file, sheet.html());
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
            Page page = context.newPage();
            page.onConsoleMessage(m -> faults.add(m.type() + ": " + m.text()));
            page.onDialog(d -> faults.add("dialog: " + d.message()));
            page.onRequest(r -> {
                if (!r.url().startsWith("file:")) {
                    faults.add("request: " + r.url());
                }
            });
            page.navigate(file.toUri().toString());
            assertThat(page.locator("body").innerText())
                    .contains(
                            "170 of 200 drawn items have a label.", "75%", "krippendorff alpha 0.812", "ann: 1; bob: 0")
                    .contains("The first 1 of 200.");
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            assertThat(page.locator("form, input, button, script").count()).isZero();
        }
        assertThat(faults).isEmpty();
    }

    private StudyResult result(String name) {
        return switch (name) {
            case "win" -> SampleResults.cleanWin();
            case "srm" -> SampleResults.srm();
            case "missing" -> SampleResults.withMissing();
            case "plan" -> new PlanSamples(folder).plan();
            case "re-estimate" -> new PlanSamples(folder).reEstimated();
            case "interim" -> new PlanSamples(folder).interim();
            case "three" -> SampleResults.threeArms();
            default -> SampleResults.hostile(HtmlScorecardTest.HOSTILE);
        };
    }
}
