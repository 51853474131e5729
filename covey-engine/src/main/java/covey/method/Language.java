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
 * @param misread what is wrong with a name that is none of these metrics; empty where the kind has no more to say
 * @param examples names of such metrics, for messages
 * @param notNeeded keys that every other study must give, and this one need not: {@code unit}, {@code period}, {@code metrics}
 * @param measured metrics of a study that names none: the first is primary, the others are secondary
 */
public record Language(
        Function<String, Optional<Metric>> metrics,
        Function<String, Optional<Misread>> misread,
        List<String> examples,
        Set<String> notNeeded,
        List<String> measured) {
    /** Nothing of its own: metrics are those the project declares. */
    public static final Language COMMON = new Language(_ -> Optional.empty(), List.of(), Set.of());

    /** Metrics of the kind's own whose unknown names need no words of their own. */
    public Language(Function<String, Optional<Metric>> metrics, List<String> examples, Set<String> notNeeded) {
        this(metrics, _ -> Optional.empty(), examples, notNeeded, List.of());
    }

    /**
     * A name that is no metric.
     *
     * @param message what is wrong with it
     * @param near names that may have been meant, for the nearest to be picked
     * @param advice what to write; empty when the nearest name says it
     */
    public record Misread(String message, List<String> near, String advice) {
        public Misread {
            near = List.copyOf(near);
        }
    }

    public Language {
        examples = List.copyOf(examples);
        notNeeded = Set.copyOf(notNeeded);
        measured = List.copyOf(measured);
    }
}
