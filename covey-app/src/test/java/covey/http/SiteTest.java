package covey.http;

import static org.assertj.core.api.Assertions.assertThat;

import covey.study.ProjectSetup;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site over a real socket, on the project that {@code init} makes; nothing has been run. */
class SiteTest {
    @TempDir
    Path folder = Path.of("");

    private @org.jspecify.annotations.Nullable Workspace workspace;
    private @org.jspecify.annotations.Nullable Site site;

    @BeforeEach
    void start() throws IOException {
        ProjectSetup.init(folder.resolve("project"), "project");
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
        Workspace opened = Workspace.open(
                folder.resolve("project"), new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
        workspace = opened;
        site = Site.start(opened, 0);
    }

    @AfterEach
    void stop() {
        if (site != null) {
            site.close();
        }
        if (workspace != null) {
            workspace.close();
        }
    }

    /** The whole answer, head and body. */
    private String ask(String method, String path, String host) throws IOException {
        Site running = java.util.Objects.requireNonNull(site);
        try (Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), running.address().getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void listsStudies() throws IOException {
        assertThat(ask("GET", "/", "127.0.0.1:8080")).startsWith("HTTP/1.1 200").contains("covey run example");
        assertThat(ask("GET", "/api/v1/studies", "localhost"))
                .contains("application/json")
                .contains("\"example\"");
        assertThat(ask("GET", "/healthz", "localhost:1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("ok\n");
    }

    @Test
    void everyAnswerForbidsFramesAndSniffing() throws IOException {
        for (String path : new String[] {"/", "/nothing", "/api/v1/studies"}) {
            assertThat(ask("GET", path, "localhost").toLowerCase(java.util.Locale.ROOT))
                    .contains("content-security-policy: default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .contains("x-content-type-options: nosniff");
        }
    }

    @Test
    void anotherHostNameIsRefused() throws IOException {
        assertThat(ask("GET", "/api/v1/studies", "evil.example"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("example\"");
        assertThat(ask("GET", "/", "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403");
    }

    @Test
    void isReadOnly() throws IOException {
        assertThat(ask("POST", "/", "localhost")).startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD");
        assertThat(ask("DELETE", "/api/v1/studies/example", "localhost")).startsWith("HTTP/1.1 405");
        assertThat(ask("HEAD", "/", "localhost")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    @Test
    void unknownPathsAndStudiesAreNotFound() throws IOException {
        assertThat(ask("GET", "/nothing", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(ask("GET", "/studies/nope", "localhost"))
                .startsWith("HTTP/1.1 404")
                .contains("nope");
        assertThat(ask("GET", "/studies/example", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(ask("GET", "/studies/..%2F..%2Fcovey.yml", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(ask("GET", "/studies/%3Cscript%3E", "localhost")).doesNotContain("<script>");
    }
}
