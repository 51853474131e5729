package covey.study.plan;

import covey.project.source.Faults;
import covey.project.source.SourceFile;
import covey.project.source.Value;
import covey.project.source.YamlReader;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** What a metric's declaration means for its numbers, on one line: no comments, no words, no layout, keys in order. */
final class MetricMeaning {
    /** Keys that change no number. */
    private static final Set<String> WORDS = Set.of("label", "description", "owner", "tier", "tests");

    private MetricMeaning() {}

    /** The meaning of a declaration; the text itself where it is no YAML. */
    static String of(String definition) {
        SourceFile read = new YamlReader(new Faults()).parse(definition, "definition");
        return read.documents().isEmpty()
                ? definition.strip()
                : text(read.documents().getFirst());
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> scalar.text();
            case Value.Sequence list ->
                list.items().stream().map(MetricMeaning::text).collect(Collectors.joining(", ", "[", "]"));
            case Value.Mapping map ->
                map.entries().stream()
                        .filter(e -> !WORDS.contains(e.key()))
                        .sorted(Comparator.comparing(Value.Entry::key))
                        .map(e -> e.key() + ": " + text(e.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }
}
