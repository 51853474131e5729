package covey.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import covey.study.CoveyException;
import covey.study.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A read-only site on 127.0.0.1, with flags that can be evaluated. Only requests that name this machine in their Host header are answered, so that a
 * hostile page cannot read results by pointing its own name here.
 */
public final class Site implements AutoCloseable {
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final int BACKLOG = 50;
    private static final int LARGEST_BODY = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Routes routes;

    private Site(HttpServer server, Workspace workspace) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.routes = new Routes(workspace);
    }

    /**
     * Starts the site.
     *
     * @param workspace the project to show; must stay open as long as the site
     * @param port port on 127.0.0.1; 0 for any free one
     * @throws IOException when the port cannot be had
     */
    public static Site start(Workspace workspace, int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Site site = new Site(HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG), workspace);
        site.server.setExecutor(site.threads);
        site.server.createContext("/", site::handle);
        site.server.start();
        return site;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Stops listening at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.text(403, "this site answers only to 127.0.0.1 and localhost");
        }
        String method = exchange.getRequestMethod();
        if (Ofrep.answers(exchange.getRequestURI().getPath())) {
            return evaluation(exchange, method);
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "this site is read-only: GET and HEAD");
        }
        try {
            return routes.answer(exchange.getRequestURI().getPath());
        } catch (RuntimeException e) { // top level: one request's failure must not look like a broken connection
            return Answer.text(500, "unexpected failure: " + e.getMessage());
        }
    }

    /** A page elsewhere may send a form or plain text here, but never JSON: that needs a leave which is not given. */
    private Answer evaluation(HttpExchange exchange, String method) {
        if (!method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.text(405, "flags are evaluated with POST");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return Answer.text(415, "the body must be application/json, not " + type);
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                return Answer.text(413, "a context of more than " + LARGEST_BODY + " bytes is not evaluated");
            }
            return routes.evaluate(
                    exchange.getRequestURI().getPath(),
                    body,
                    exchange.getRequestHeaders().getFirst("If-None-Match"));
        } catch (CoveyException e) {
            return Answer.json(500, JSON.writeValueAsString(Map.of("errorDetails", e.getMessage())));
        } catch (IOException e) {
            return Answer.text(400, "the body could not be read: " + e.getMessage());
        } catch (RuntimeException e) { // top level, as for pages
            return Answer.text(500, "unexpected failure: " + e.getMessage());
        }
    }

    /** A Host header without or with any port; the port cannot be checked behind a forwarded one. */
    private static boolean isThisMachine(@Nullable String host) {
        return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", ""));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.bytes();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Content-Security-Policy", answer.policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        if (!answer.tag().isEmpty()) {
            headers.set("ETag", answer.tag());
        }
        boolean headOnly = answer.status() == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), headOnly ? -1 : body.length);
        if (!headOnly) {
            exchange.getResponseBody().write(body);
        }
    }
}
