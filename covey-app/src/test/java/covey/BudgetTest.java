package covey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes of files, methods and packages; the ten largest are printed so that drift is seen. */
class BudgetTest {
    private static final int HARD_FILE = 500;
    private static final int HARD_METHOD = 60;
    private static final int P90_FILE = 350;
    private static final int MEDIAN_FILE = 120;
    private static final int TYPES_PER_PACKAGE = 25;
    private static final Pattern DECLARATION = Pattern.compile("^( {4}| {8})(?! )[\\w<>\\[\\],.?@ ]+\\(.*");
    private static final Pattern NO_METHOD = Pattern.compile(
            "^ +(return|throw|new|else|if|for|while|switch|case|try|super|this|@)\\b.*|.* (record|class|interface|enum) .*"
                    + "|^ +[A-Z_]+\\(.*");
    private static final Pattern BROAD = Pattern.compile("catch \\((final )?(Throwable|Exception|RuntimeException)\\b");

    private record Sized(String name, int lines) {}

    private static List<Path> sources() throws IOException {
        Path root =
                java.util.Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        List<Path> all = new ArrayList<>();
        for (String module : List.of("covey-stats", "covey-result", "covey-sdk", "covey-engine", "covey-app")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(p -> p.toString().endsWith(".java")).forEach(all::add);
            }
        }
        assertThat(all).hasSizeGreaterThan(100);
        return all;
    }

    @Test
    void filesStaySmall() throws IOException {
        List<Sized> files = new ArrayList<>();
        for (Path path : sources()) {
            files.add(new Sized(
                    path.getFileName().toString(), Files.readAllLines(path).size()));
        }
        files.sort(Comparator.comparingInt(Sized::lines));
        int median = files.get(files.size() / 2).lines();
        int p90 = files.get(files.size() * 9 / 10).lines();
        report("files", files, "median " + median + ", p90 " + p90);
        assertThat(median).isLessThanOrEqualTo(MEDIAN_FILE);
        assertThat(p90).isLessThanOrEqualTo(P90_FILE);
        assertThat(files.getLast().lines()).as(files.getLast().name()).isLessThanOrEqualTo(HARD_FILE);
    }

    @Test
    void methodsStayShort() throws IOException {
        List<Sized> methods = new ArrayList<>();
        for (Path path : sources()) {
            methods.addAll(methods(path));
        }
        methods.sort(Comparator.comparingInt(Sized::lines));
        int p90 = methods.get(methods.size() * 9 / 10).lines();
        report("methods", methods, "p90 " + p90);
        assertThat(methods.size()).isGreaterThan(500);
        assertThat(p90).isLessThanOrEqualTo(25);
        assertThat(methods.getLast().lines()).as(methods.getLast().name()).isLessThanOrEqualTo(HARD_METHOD);
    }

    @Test
    void packagesStaySmall() throws IOException {
        Map<String, Integer> types = new TreeMap<>();
        for (Path path : sources()) {
            if (!path.endsWith("package-info.java")) {
                types.merge(path.getParent().toString(), 1, Integer::sum);
            }
        }
        assertThat(types.entrySet().stream().filter(e -> e.getValue() > TYPES_PER_PACKAGE))
                .isEmpty();
    }

    @Test
    void nobodyCatchesEverythingBelowTheFaces() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path path : sources()) {
            boolean face = path.toString().contains("/cli/") || path.toString().contains("/http/");
            if (!face && BROAD.matcher(Files.readString(path)).find()) {
                found.add(path.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    /** A method from its name to the brace that closes it, by indentation: the formatter guarantees it. */
    private static List<Sized> methods(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<Sized> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!DECLARATION.matcher(line).matches() || NO_METHOD.matcher(line).matches()) {
                continue;
            }
            int open = i;
            while (open < lines.size()
                    && !lines.get(open).endsWith("{")
                    && !lines.get(open).endsWith(";")) {
                open++;
            }
            if (open == lines.size()
                    || lines.get(open).endsWith(";")
                    || lines.get(open).contains(" -> ")) {
                continue;
            }
            String close = line.substring(0, line.length() - line.stripLeading().length()) + "}";
            int end = open;
            while (end < lines.size() && !lines.get(end).equals(close)) {
                end++;
            }
            found.add(new Sized(path.getFileName() + ":" + (i + 1), end - i + 1));
        }
        return found;
    }

    private static void report(String what, List<Sized> sorted, String summary) {
        StringBuilder text = new StringBuilder(what + ": " + summary + "; largest:");
        sorted.reversed().stream()
                .limit(10)
                .forEach(s -> text.append(" ").append(s.name()).append("=").append(s.lines()));
        System.out.println(text);
    }
}
