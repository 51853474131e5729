package covey.method;

import java.util.List;

/**
 * A setting that a method understands, for validation, the schema and the help.
 *
 * @param part part of the study, such as {@code analysis}
 * @param key key in the part
 * @param type {@code text}, {@code number}, {@code integer}, {@code boolean}, {@code list} or {@code map}
 * @param allowed allowed values; empty for any
 * @param otherwise the default, as text
 * @param description one sentence
 */
public record SettingDoc(
        String part, String key, String type, List<String> allowed, String otherwise, String description) {
    public SettingDoc {
        allowed = List.copyOf(allowed);
    }
}
