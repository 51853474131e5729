package covey.study.look;

import covey.data.LookHistory.Planned;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Scale;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;

/** What a kept plan expects at the end of a study: sequences are tuned by it, whenever the first look is. */
public final class PlannedEnd {
    private PlannedEnd() {}

    /** Units and standard error of every metric and arm of a plan; none of those that it could not plan. */
    public static List<Planned> of(StudyResult plan, Study study) {
        List<Planned> found = new ArrayList<>();
        plan.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().analysis().equals("plan")
                        && e.estimand().name().equals("std_error")
                        && e.estimand().scale() == Scale.DIFFERENCE
                        && e.estimand().at().isEmpty()
                        && e.n() > 0
                        && e.value() > 0)
                .forEach(e -> found.add(new Planned(
                        e.estimand().metric(),
                        e.estimand().arm(),
                        e.n() * share(study, e.estimand().arm()),
                        e.value())));
        return found;
    }

    /** Share of all units that an arm and control hold; all of them where the comparison is not of two arms. */
    private static double share(Study study, String arm) {
        List<Study.Arm> arms = study.treatment().map(Study.Treatment::arms).orElse(List.of());
        boolean named = arms.stream().anyMatch(a -> a.name().equals(arm) && !a.control());
        double all = arms.stream().mapToDouble(Study.Arm::share).sum();
        double two = arms.stream()
                .filter(a -> a.control() || a.name().equals(arm))
                .mapToDouble(Study.Arm::share)
                .sum();
        return named && all > 0 ? two / all : 1;
    }
}
