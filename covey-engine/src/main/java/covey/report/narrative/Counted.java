package covey.report.narrative;

import covey.report.block.Block.Fact;
import covey.report.scorecard.Effect;
import covey.result.Diagnostic;
import covey.result.StudyResult;
import java.util.List;
import java.util.Optional;

/**
 * What is counted: the unit that a number of a metric is over, and what was randomised where that is something else, such
 * as clusters, pairs or the other side of a market.
 */
public final class Counted {
    private Counted() {}

    /** The size of a comparison with its unit, such as {@code 2,902 users}; lists over the same queries have a bare n. */
    public static String n(StudyResult result, Effect effect, long n) {
        if (SameQueries.of(result)) {
            return "n " + Numbers.count(n);
        }
        String key = "unit_of_" + effect.metric().name();
        Optional<String> own = result.diagnostics().stream()
                .flatMap(d -> Optional.ofNullable(d.values().get(key)).stream())
                .findFirst();
        return Words.plural(n, own.orElse(result.study().unit()));
    }

    /** What was randomised beside the units of the arms, with how many there are. */
    public static List<Fact> facts(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.values().containsKey("counted"))
                .map(Counted::fact)
                .toList();
    }

    private static Fact fact(Diagnostic d) {
        return new Fact(
                Words.capitalised(d.values().getOrDefault("counted", "")),
                d.values().getOrDefault("counts", ""));
    }
}
