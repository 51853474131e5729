package covey.project;

import covey.method.SpecificationException;
import covey.metric.Location;
import covey.metric.Metric;
import covey.project.source.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which studies of a project are meant, as in dbt: a space is "or", a comma is "and". Terms: {@code name} (with
 * {@code *}), {@code kind:experiment}, {@code tag:h1}, {@code path:studies/feed}, {@code metric:ctr+}.
 *
 * @param select what is chosen; empty for all
 * @param exclude what is left out
 */
public record Selector(List<String> select, List<String> exclude) {
    private static final List<String> METHODS = List.of("kind", "tag", "path", "metric");

    public Selector {
        select = words(select);
        exclude = words(exclude);
    }

    private static List<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(t -> Pattern.compile("\\s+").splitAsStream(t.strip()))
                .filter(t -> !t.isEmpty())
                .toList();
    }

    /**
     * The chosen studies in the order of their files, sound or not.
     *
     * @throws SpecificationException for a term that is none, or that chooses nothing, with the nearest name
     */
    public List<StudyFile> studies(Project project) {
        Set<StudyFile> chosen = new LinkedHashSet<>(select.isEmpty() ? project.studies() : List.of());
        select.forEach(word -> chosen.addAll(all(word, project)));
        exclude.forEach(word -> chosen.removeAll(new LinkedHashSet<>(all(word, project))));
        return project.studies().stream().filter(chosen::contains).toList();
    }

    private static List<StudyFile> all(String word, Project project) {
        List<StudyFile> chosen = new ArrayList<>(project.studies());
        for (String term : word.split(",", -1)) {
            chosen.retainAll(term(term, project));
        }
        return chosen;
    }

    private static List<StudyFile> term(String term, Project project) {
        int colon = term.indexOf(':');
        String method = colon < 0 ? "name" : term.substring(0, colon);
        String value = term.substring(colon + 1);
        List<StudyFile> chosen = switch (method) {
            case "name" -> matching(project, glob(value));
            case "kind" -> filter(project, s -> s.kind().equals(value));
            case "tag" -> filter(project, s -> s.tags().contains(value));
            case "path" -> filter(project, s -> under(s.location().file(), value));
            case "metric" -> filter(project, s -> s.metrics().contains(withoutPlus(value)));
            case "state" ->
                throw new SpecificationException(Location.NONE, "the selector 'state:' is not built yet", "");
            default ->
                throw new SpecificationException(
                        Location.NONE, "unknown selector '" + method + ":'", Names.suggestion(method, METHODS));
        };
        if (chosen.isEmpty()) {
            throw new SpecificationException(
                    Location.NONE,
                    "the selector '" + term + "' chooses no study",
                    Names.suggestion(withoutPlus(value), known(method, project)));
        }
        return chosen;
    }

    private static List<StudyFile> filter(Project project, Predicate<StudyFile> wanted) {
        return project.studies().stream().filter(wanted).toList();
    }

    private static List<StudyFile> matching(Project project, Pattern pattern) {
        return filter(project, s -> pattern.matcher(s.name()).matches());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static boolean under(String file, String path) {
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return file.equals(folder) || file.startsWith(folder + "/");
    }

    private static String withoutPlus(String value) {
        return value.endsWith("+") ? value.substring(0, value.length() - 1) : value;
    }

    private static Set<String> known(String method, Project project) {
        return switch (method) {
            case "kind" -> collect(project, s -> List.of(s.kind()));
            case "tag" -> collect(project, StudyFile::tags);
            case "path" -> collect(project, s -> List.of(s.location().file()));
            case "metric" -> project.metrics().stream().map(Metric::name).collect(Collectors.toSet());
            default -> collect(project, s -> List.of(s.name()));
        };
    }

    private static Set<String> collect(Project project, Function<StudyFile, List<String>> words) {
        return project.studies().stream()
                .flatMap(s -> words.apply(s).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
