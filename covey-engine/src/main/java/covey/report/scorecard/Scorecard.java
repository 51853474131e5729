package covey.report.scorecard;

import covey.result.AdjustedPValue;
import covey.result.ArmInfo;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import covey.result.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A result with its outcomes found by what they are about. Immutable; costs one pass over the outcomes to make. */
public final class Scorecard {
    /** The analysis that the scorecard leads with. */
    public static final String MAIN = "main";

    /** Name of an average treatment effect. */
    public static final String ATE = "ate";

    /** Name of the mean difference of two systems over the same queries; it takes the place of an effect. */
    public static final String PAIRED_DIFFERENCE = "paired_difference";

    /** Name of a comparison with a margin. */
    public static final String NON_INFERIORITY = "non_inferiority";

    /** Analyses whose estimate leads once looks have ended the experiment: with all data, else as of the look that stopped. */
    private static final List<String> CORRECTED = List.of("overrun", "stopped");

    /** Analyses whose further numbers are shown beside the main one's. */
    private static final Set<String> OTHERS = Set.of(MAIN, "interaction", "tukey");

    private static final Set<String> PER_UNIT = Set.of("numerator_per_unit", "denominator_per_unit", "cap");

    private final StudyResult result;
    private final Map<Key, Outcome> index = new LinkedHashMap<>();

    private record Key(
            String analysis,
            String metric,
            String name,
            Scale scale,
            String arm,
            String segment,
            Map<String, String> at) {}

    private Scorecard(StudyResult result) {
        this.result = result;
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            String name = isLevel(e) ? "level" : e.name().equals(PAIRED_DIFFERENCE) ? ATE : e.name();
            index.putIfAbsent(
                    new Key(e.analysis(), e.metric(), name, e.scale(), e.arm(), e.segment(), e.at()), outcome);
        }
    }

    /** The scorecard of a result. */
    public static Scorecard of(StudyResult result) {
        return new Scorecard(result);
    }

    /** The result itself. */
    public StudyResult result() {
        return result;
    }

    /** Metrics in a role, in declared order. */
    public List<MetricInfo> metrics(MetricInfo.Role role) {
        return result.study().metrics().stream().filter(m -> m.role() == role).toList();
    }

    /** Arms other than control, in declared order. */
    public List<ArmInfo> treatments() {
        return result.study().arms().stream().filter(a -> !a.control()).toList();
    }

    /**
     * The effects of a metric that lead, one for each arm that has any: those of the main analysis, corrected for stopping
     * where looks have ended the experiment.
     */
    public List<Effect> effects(MetricInfo metric) {
        return effects(metric, MAIN, "").stream().map(this::led).toList();
    }

    private Effect led(Effect main) {
        for (String analysis : CORRECTED) {
            Effect other = effect(main.metric(), main.arm(), analysis, "");
            if (Effect.estimate(other.difference()).isPresent()) {
                return main.corrected(
                        new Effect.Correction(analysis, main),
                        adjusted(other.difference(), main.difference()),
                        adjusted(other.relative(), main.relative()));
            }
        }
        return main;
    }

    /** The effects of a metric under an analysis in a segment, one for each arm that has any. */
    public List<Effect> effects(MetricInfo metric, String analysis, String segment) {
        return treatments().stream()
                .map(arm -> effect(metric, arm, analysis, segment))
                .filter(e -> !e.isEmpty())
                .toList();
    }

    /** A corrected number beside the adjusted p-value that decides. */
    private static Optional<Outcome> adjusted(Optional<Outcome> corrected, Optional<Outcome> main) {
        Optional<AdjustedPValue> decides =
                Effect.estimate(main).flatMap(Estimate::test).flatMap(Test::adjusted);
        Optional<Estimate> number = Effect.estimate(corrected);
        if (decides.isEmpty() || number.isEmpty()) {
            return corrected;
        }
        Estimate e = number.get();
        return Optional.of(new Estimate(
                e.estimand(),
                e.value(),
                e.standardError(),
                e.interval(),
                e.test().map(t -> t.adjustedTo(decides.get())),
                e.n(),
                e.adjustedBy()));
    }

    /** The effects that lead, of all metrics in a role. */
    public List<Effect> effects(MetricInfo.Role role) {
        return metrics(role).stream().flatMap(m -> effects(m).stream()).toList();
    }

    private Effect effect(MetricInfo metric, ArmInfo arm, String analysis, String segment) {
        Optional<Outcome> difference =
                find(new Key(analysis, metric.name(), ATE, Scale.DIFFERENCE, arm.name(), segment, Map.of()));
        // a factor's level is compared with the factor's own base level
        String reference = difference
                .map(d -> d.estimand().reference())
                .filter(r -> !r.isEmpty())
                .orElseGet(() -> result.control().map(ArmInfo::name).orElse(""));
        return new Effect(
                metric,
                arm,
                segment,
                difference,
                find(new Key(analysis, metric.name(), ATE, Scale.RELATIVE_DIFFERENCE, arm.name(), segment, Map.of())),
                find(new Key(
                        analysis, metric.name(), NON_INFERIORITY, metric.marginScale(), arm.name(), segment, Map.of())),
                level(metric, arm.name(), segment),
                level(metric, reference, segment),
                Optional.empty());
    }

    /** Level of a metric in an arm. */
    public Optional<Outcome> level(MetricInfo metric, String arm, String segment) {
        return find(new Key(MAIN, metric.name(), "level", Scale.LEVEL, arm, segment, Map.of()));
    }

    /** A further level of a metric in an arm, such as {@code denominator_per_unit}. */
    public Optional<Outcome> perUnit(MetricInfo metric, String name, String arm) {
        return find(new Key(MAIN, metric.name(), name, Scale.LEVEL, arm, "", Map.of()));
    }

    /** A number of a metric that is about no arm, such as {@code cap}. */
    public Optional<Estimate> property(MetricInfo metric, String name, Scale scale) {
        return Effect.estimate(find(new Key(MAIN, metric.name(), name, scale, "", "", Map.of())));
    }

    /** The same of one arm's comparison, or of the whole metric where it is not told by arm. */
    public Optional<Estimate> property(MetricInfo metric, String name, Scale scale, ArmInfo arm) {
        return Effect.estimate(find(new Key(MAIN, metric.name(), name, scale, arm.name(), "", Map.of())))
                .or(() -> property(metric, name, scale));
    }

    /** Analyses other than the main one that compare arms over all units, in order of appearance. */
    public List<String> otherAnalyses() {
        Set<String> names = new LinkedHashSet<>();
        for (Key key : index.keySet()) {
            if (!key.analysis().equals(MAIN)
                    && key.name().equals(ATE)
                    && key.at().isEmpty()) {
                names.add(key.analysis());
            }
        }
        return List.copyOf(names);
    }

    /** Segments of the main analysis, in order of appearance. */
    public List<String> segments() {
        Set<String> names = new LinkedHashSet<>();
        for (Key key : index.keySet()) {
            if (key.analysis().equals(MAIN)
                    && !key.segment().isEmpty()
                    && key.name().equals(ATE)) {
                names.add(key.segment());
            }
        }
        return List.copyOf(names);
    }

    /**
     * The effect of an arm on a metric along one coordinate, in order of appearance: relative where there is any
     * relative number, else the difference.
     */
    public List<Point> series(String analysis, MetricInfo metric, String arm, String coordinate) {
        List<Point> relative = series(analysis, metric, arm, coordinate, Scale.RELATIVE_DIFFERENCE);
        return relative.isEmpty() ? series(analysis, metric, arm, coordinate, Scale.DIFFERENCE) : relative;
    }

    private List<Point> series(String analysis, MetricInfo metric, String arm, String coordinate, Scale scale) {
        List<Point> points = new ArrayList<>();
        index.forEach((key, outcome) -> {
            String at = key.at().get(coordinate);
            boolean fits = key.analysis().equals(analysis) && key.metric().equals(metric.name());
            fits = fits && key.name().equals(ATE) && key.scale() == scale;
            fits = fits && key.arm().equals(arm) && key.segment().isEmpty();
            if (fits && at != null && outcome instanceof Estimate estimate) {
                points.add(new Point(at, estimate));
            }
        });
        return points;
    }

    /** The levels of all units that stand along coordinates under a name, such as a curve, in order of appearance. */
    public List<Estimate> along(String name) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name)
                        && o.estimand().segment().isEmpty())
                .flatMap(o -> Effect.estimate(Optional.of(o)).stream())
                .toList();
    }

    /** Interactions, and numbers of the main analysis that no part of a scorecard of arms shows. */
    public List<Estimate> others() {
        List<Estimate> rows = new ArrayList<>();
        Set<String> arms = new LinkedHashSet<>();
        result.study().arms().forEach(a -> arms.add(a.name()));
        Set<String> known = Set.of("level", ATE, NON_INFERIORITY, "variance_reduction", "cap");
        index.forEach((key, outcome) -> {
            boolean shown = known.contains(key.name()) || PER_UNIT.contains(key.name());
            shown = shown && (key.arm().isEmpty() || arms.contains(key.arm()));
            shown = shown && result.metric(key.metric()).isPresent();
            boolean told = OTHERS.contains(key.analysis());
            if (!shown && told && outcome instanceof Estimate estimate) {
                rows.add(estimate);
            }
        });
        return rows;
    }

    /** Every missing number. */
    public List<NotEstimable> missing() {
        return result.outcomes().stream()
                .filter(NotEstimable.class::isInstance)
                .map(NotEstimable.class::cast)
                .toList();
    }

    private Optional<Outcome> find(Key key) {
        return Optional.ofNullable(index.get(key));
    }

    private static boolean isLevel(Estimand e) {
        return e.scale() == Scale.LEVEL
                && !PER_UNIT.contains(e.name())
                && !e.name().equals("cohens_d");
    }
}
