package covey.method;

import java.util.List;

/**
 * A setting that a method understands, for validation, the schema and the help.
 *
 * @param part part of the study, such as {@code analysis}; another word is a key of the kind's own, such as {@code truth}
 * @param key key in the part, dotted where it nests; {@code *} stands for a name the user chooses, nothing for the part itself
 * @param type {@code text}, {@code number}, {@code integer}, {@code boolean}, {@code duration}, {@code moment}, {@code list} or
 *     {@code map}
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
