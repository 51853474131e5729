package covey.method;

import covey.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a kind of study adds to the common grammar.
 *
 * @param metrics metrics the kind names itself, such as {@code nDCG@10}, by name; they need no declaration
 * @param examples names of such metrics, for messages
 * @param notNeeded keys that every other study must give, and this one need not: {@code unit}, {@code period}, {@code metrics}
 */
public record Language(Function<String, Optional<Metric>> metrics, List<String> examples, Set<String> notNeeded) {
    /** Nothing of its own: metrics are those the project declares. */
    public static final Language COMMON = new Language(_ -> Optional.empty(), List.of(), Set.of());

    public Language {
        examples = List.copyOf(examples);
        notNeeded = Set.copyOf(notNeeded);
    }
}
