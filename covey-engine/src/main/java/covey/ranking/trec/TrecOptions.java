package covey.ranking.trec;

import java.util.Map;
import java.util.Set;

/**
 * What one call asks for.
 *
 * @param version which trec_eval
 * @param perTopic whether each topic is printed ({@code -q})
 * @param summary whether the summary is printed (not {@code -n})
 * @param complete whether all judged topics count ({@code -c})
 * @param level grade from which a document is relevant ({@code -l})
 * @param longest documents of a topic that count ({@code -M})
 * @param judgedOnly whether unjudged documents are taken out first ({@code -J})
 * @param collection documents of the collection ({@code -N})
 * @param onlyTopic the one topic to evaluate; empty for all ({@code -D 0.topic})
 * @param measures names of the measures
 * @param parameters parameters by measure
 * @param digits decimals printed
 * @param threads threads at most
 */
public record TrecOptions(
        TrecVersion version,
        boolean perTopic,
        boolean summary,
        boolean complete,
        long level,
        long longest,
        boolean judgedOnly,
        long collection,
        String onlyTopic,
        Set<String> measures,
        Map<String, String> parameters,
        int digits,
        int threads) {
    public TrecOptions {
        measures = Set.copyOf(measures);
        parameters = Map.copyOf(parameters);
    }

    /** Whether documents outside the pool have to be kept: a level or a gain below zero admits them. */
    boolean keepsUnpooled() {
        return level <= -1 || parameters.values().stream().anyMatch(p -> p.contains("-1="));
    }
}
