package covey.project.grammar;

import covey.method.Descriptor;
import covey.method.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of every file of a project.
 *
 * @param project {@code covey.yml}
 * @param models {@code models/*.yml}
 * @param metrics {@code metrics/*.yml}
 * @param studies a document of {@code studies/*.yml}
 * @param profiles {@code profiles.yml}
 * @param languages what each kind of study adds, by kind
 */
public record Grammar(
        Shape project, Shape models, Shape metrics, Shape studies, Shape profiles, Map<String, Language> languages) {
    /** The grammar with the settings of the given methods. */
    public static Grammar of(List<Descriptor> kinds) {
        return new Grammar(
                ProjectGrammar.project(StudyGrammar.trust(kinds)),
                ModelGrammar.file(),
                MetricGrammar.file(),
                StudyGrammar.file(kinds),
                ProjectGrammar.profiles(),
                StudyGrammar.languages(kinds));
    }

    /** Shapes by the name of their schema. */
    Map<String, Shape> files() {
        Map<String, Shape> files = new LinkedHashMap<>();
        files.put("covey", project);
        files.put("models", models);
        files.put("metrics", metrics);
        files.put("studies", studies);
        files.put("profiles", profiles);
        return files;
    }
}
