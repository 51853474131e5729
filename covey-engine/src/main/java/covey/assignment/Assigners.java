package covey.assignment;

import covey.assign.Assignment;
import covey.assign.Configuration;
import covey.assign.replay.PlatformBucketing;
import covey.assign.replay.Scheme;
import covey.assign.replay.WeightedArm;
import covey.assign.rule.Attributes;
import covey.method.SpecificationException;
import covey.metric.Location;
import covey.project.source.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What recomputes the arms of a study: Covey's own bucketing, or another platform's. */
public final class Assigners {
    /** Covey's own bucketing. */
    public static final String COVEY = "covey";

    /** flagd's fractional rule, from a file of flags. */
    public static final String FLAGD = "flagd";

    private Assigners() {}

    /** Names of the schemes there are. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(COVEY, FLAGD));
        Arrays.stream(Scheme.values()).map(Scheme::word).forEach(names::add);
        return names;
    }

    /**
     * The assigner of a study under a scheme.
     *
     * @throws SpecificationException when there is no such scheme, or it cannot take the study's arms
     */
    public static Replay.Assigner of(StudyAssignment study, String scheme) {
        if (scheme.equals(COVEY)) {
            return covey(study);
        }
        Scheme platform = Scheme.named(scheme)
                .orElseThrow(() -> new SpecificationException(
                        Location.NONE, "there is no scheme '" + scheme + "'", Names.suggestion(scheme, names())));
        List<WeightedArm> arms = study.arms().stream()
                .map(a -> new WeightedArm(a.arm(), a.share()))
                .toList();
        PlatformBucketing bucketing;
        try {
            bucketing = platform.with(study.salt(), arms);
        } catch (IllegalArgumentException e) {
            throw new SpecificationException(
                    study.location(), "study '" + study.study() + "' cannot be bucketed: " + e.getMessage(), "");
        }
        return (unit, _) -> bucketing.arm(unit);
    }

    /** Each row as the ramp stood at its time; rows without a time as it stands at the end. */
    private static Replay.Assigner covey(StudyAssignment study) {
        Map<Double, Configuration> stages = new TreeMap<>();
        return (unit, at) -> {
            Instant when = at.orElse(study.end());
            Configuration configuration =
                    stages.computeIfAbsent(study.entered(when), _ -> StudyConfiguration.logged(study, when));
            Assignment assignment = configuration.evaluate(study.study(), unit, Attributes.of(Map.of()));
            return assignment == null ? Optional.empty() : Optional.ofNullable(assignment.arm());
        };
    }
}
