package covey.method;

import java.util.List;

/**
 * What a method is, for help texts, the schema and the docs page.
 *
 * @param kind study kind it answers, such as {@code experiment}
 * @param designs values of {@code design.type} it answers
 * @param name textbook name
 * @param summary one sentence
 * @param settings settings it understands
 * @param references citations
 * @param language what the kind adds to the common grammar
 */
public record Descriptor(
        String kind,
        List<String> designs,
        String name,
        String summary,
        List<SettingDoc> settings,
        List<String> references,
        Language language) {
    public Descriptor {
        designs = List.copyOf(designs);
        settings = List.copyOf(settings);
        references = List.copyOf(references);
    }

    /** A method of studies in the common grammar. */
    public Descriptor(
            String kind,
            List<String> designs,
            String name,
            String summary,
            List<SettingDoc> settings,
            List<String> references) {
        this(kind, designs, name, summary, settings, references, Language.COMMON);
    }
}
