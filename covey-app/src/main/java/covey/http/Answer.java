package covey.http;

import java.nio.charset.StandardCharsets;

/**
 * What a route answers.
 *
 * @param status HTTP status
 * @param type media type
 * @param policy content security policy
 * @param body text of the answer
 * @param tag entity tag; empty for none
 */
record Answer(int status, String type, String policy, String body, String tag) {
    /** Nothing may be loaded or run: for JSON and plain text. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** Our own list page: its one style element, nothing else. */
    private static final String STYLE_ONLY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * A study's page: everything is inside it, and its own meta policy names each script by hash; the browser enforces
     * both, so what this one allows inline is only what that one names.
     */
    private static final String SELF_CONTAINED =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
                    + "img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answer(int status, String type, String policy, String body) {
        this(status, type, policy, body, "");
    }

    static Answer json(String body) {
        return json(200, body);
    }

    static Answer json(int status, String body) {
        return new Answer(status, "application/json", NOTHING, body);
    }

    /** What the asker has is still so. */
    static Answer unchanged(String tag) {
        return new Answer(304, "application/json", NOTHING, "", tag);
    }

    Answer tagged(String other) {
        return new Answer(status, type, policy, body, other);
    }

    static Answer list(String body) {
        return new Answer(200, "text/html; charset=utf-8", STYLE_ONLY, body);
    }

    static Answer page(String body) {
        return new Answer(200, "text/html; charset=utf-8", SELF_CONTAINED, body);
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", NOTHING, body + "\n");
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
