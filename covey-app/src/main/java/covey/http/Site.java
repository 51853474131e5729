package covey.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import covey.study.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A read-only site on 127.0.0.1. Only requests that name this machine in their Host header are answered, so that a
 * hostile page cannot read results by pointing its own name here.
 */
public final class Site implements AutoCloseable {
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final int BACKLOG = 50;

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
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), headOnly ? -1 : body.length);
        if (!headOnly) {
            exchange.getResponseBody().write(body);
        }
    }
}
