package covey.project;

import covey.metric.Location;
import covey.project.source.Faults;
import covey.project.source.MapView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces <code>${env:NAME}</code> and <code>${file:/path}</code> in a profile. Messages name the source, never the value. */
final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final int MAX_BYTES = 65_536;

    private final Map<String, String> environment;
    private final Faults faults;

    Secrets(Map<String, String> environment, Faults faults) {
        this.environment = environment;
        this.faults = faults;
    }

    Optional<String> text(MapView view, String key) {
        return view.text(key).map(t -> resolve(t, view.at(key)));
    }

    String resolve(String text, Location at) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(matcher.group(1), at)));
        }
        return matcher.appendTail(out).toString();
    }

    private String value(String reference, Location at) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            String value = environment.get(name);
            if (value == null) {
                faults.add(at, "the environment variable " + name + " is not set", "export " + name);
            }
            return value == null ? "" : value;
        }
        if (reference.startsWith("file:")) {
            return file(reference.substring("file:".length()), at);
        }
        faults.add(at, "unknown reference ${" + reference + "}", "there is ${env:NAME} and ${file:/path}");
        return "";
    }

    private String file(String path, Location at) {
        try {
            Path file = Path.of(path);
            if (!file.isAbsolute()) {
                faults.add(at, "${file:" + path + "} must be an absolute path", "begin it with /");
                return "";
            }
            if (Files.size(file) > MAX_BYTES) {
                faults.add(at, "the file " + path + " is larger than a secret may be (64 KiB)", "check the path");
                return "";
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            faults.add(
                    at,
                    "the file " + path.replace('\0', '?') + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    "check that it is there and permitted");
            return "";
        }
    }
}
