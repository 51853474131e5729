package covey.report.narrative;

import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Scale;
import covey.result.StudyResult;
import java.util.Map;
import java.util.Optional;

/**
 * Words for systems, or versions, that were measured on the same queries or entities: nothing was assigned, so nothing is said to
 * cause anything.
 */
public final class SameQueries {
    /** Kinds that compare so, with the verb of what is better. */
    private static final Map<String, String> VERBS =
            Map.of("ranking_evaluation", "ranks", "clustering_evaluation", "is");

    private SameQueries() {}

    /** Whether a result compares systems on the same queries, or versions on the same entities. */
    public static boolean of(StudyResult result) {
        return VERBS.containsKey(result.study().kind());
    }

    /** "ranks", or "is": what one that is better does better. */
    static String verb(StudyResult result) {
        return VERBS.getOrDefault(result.study().kind(), "is");
    }

    /** Name of the system that the others are compared with. */
    public static String reference(StudyResult result) {
        return result.control().map(ArmInfo::name).orElse("the baseline");
    }

    /** What the others are compared with: a system by its name, or control. */
    public static String named(StudyResult result) {
        return of(result) ? reference(result) : "control";
    }

    /** "on the same 400 users". */
    static String where(StudyResult result) {
        long units =
                result.study().arms().stream().mapToLong(ArmInfo::units).max().orElse(0);
        return " on the same " + Words.plural(units, result.study().unit());
    }

    /** Who ranks better, by the levels and the difference; without the interval. */
    static String lead(StudyResult result, Effect effect, Reading reading) {
        String does = switch (reading) {
            case BETTER -> " " + verb(result, effect) + " better than ";
            case WORSE -> " " + verb(result, effect) + " worse than ";
            case ROSE -> " has a higher " + effect.metric().label() + " than ";
            default -> " has a lower " + effect.metric().label() + " than ";
        };
        return effect.arm().name() + does + reference(result) + ": "
                + effect.metric().label() + levels(effect);
    }

    /** The same, of a metric of scored rows "predicts". */
    private static String verb(StudyResult result, Effect effect) {
        return effect.metric().kind().equals("score") ? "predicts" : verb(result);
    }

    private static String levels(Effect effect) {
        Measure measure = Measure.of(effect.metric(), Scale.LEVEL);
        Optional<Estimate> own = Effect.estimate(effect.level());
        Optional<Estimate> other = Effect.estimate(effect.controlLevel());
        return own.isEmpty() || other.isEmpty()
                ? ""
                : " " + measure.plain(own.get().value()) + " against "
                        + measure.plain(other.get().value()) + ",";
    }

    /** What a sentence about a difference told from zero begins with: up to its size. */
    static String moved(Scorecard scorecard, Effect effect, Estimate estimate) {
        return effect.metric().label() + " of " + effect.arm().name() + " is "
                + (estimate.value() > 0 ? "higher" : "lower") + " than that of " + reference(scorecard.result())
                + " by ";
    }

    /** The difference of two systems, as the subject of a sentence. */
    static String difference(Scorecard scorecard, Effect effect) {
        return "difference of " + effect.arm().name() + " from " + reference(scorecard.result()) + " in "
                + effect.metric().label();
    }
}
