package covey.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The style and the scripts that a page carries inside itself. */
final class Assets {
    /** The chart libraries, in the order they must be loaded. */
    static final List<String> LIBRARIES =
            List.of("assets/vega.min.js", "assets/vega-lite.min.js", "assets/vega-embed.min.js");

    private Assets() {}

    /** A resource as text, with the line ends that a browser hashes. */
    static String text(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the page needs '" + name + "', which is not on the classpath: the build"
                                + " copies it from covey-engine/web (npm ci, then mvn generate-resources)");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            if (text.contains("</script") || text.contains("<!--")) {
                return text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the classpath", e);
        }
    }

    /** The hash of an inline script or style as a content security policy writes it. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
