package covey.assignment;

import covey.data.ExperimentRequirement;
import covey.data.Requirement;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import java.util.List;

/**
 * Whether a run recomputes the arm of every exposed unit: when {@code design.verify_assignment} says so, or when it says
 * nothing and {@code design.salt} is declared. What a salt can tell is the arm of the unit that is exposed; pairs, clusters,
 * windows and stages are drawn otherwise, and so is a re-randomised assignment.
 */
public final class Verification {
    private static final String KEY = "verify_assignment";
    private static final List<String> DRAWN_OTHERWISE =
            List.of("matched_pairs", "cluster_randomized", "switchback", "staged_rollout", "two_sided");

    private Verification() {}

    /** What is asked of the warehouse, with the recomputation if it is wanted. */
    public static Requirement of(Study study, Requirement requirement) {
        return wanted(study) && requirement instanceof ExperimentRequirement need
                ? need.recomputedBy(StudyConfiguration.recomputation(AssignmentReader.read(study)))
                : requirement;
    }

    /**
     * Whether arms are recomputed.
     *
     * @throws SpecificationException when it is asked for where it cannot be
     */
    static boolean wanted(Study study) {
        Options design = study.design();
        String asked = design.text(KEY, "");
        String type = design.text("type", "user_randomized");
        String randomized = design.text("randomize.unit", study.unit());
        boolean rerandomized = AssignmentReader.rerandomized(study);
        boolean possible = !rerandomized && !DRAWN_OTHERWISE.contains(type) && randomized.equals(study.unit());
        if (asked.equals("true") && !possible) {
            throw new SpecificationException(
                    design.location(KEY),
                    "design.verify_assignment is true, but "
                            + (rerandomized
                                    ? "arms that were drawn by re-randomisation are no function of the id"
                                    : DRAWN_OTHERWISE.contains(type)
                                            ? "a design of type " + type
                                                    + " does not draw the arm of each unit from its id"
                                            : "the id of the " + randomized + " that was randomised is not that of the "
                                                    + study.unit() + " that is exposed"),
                    "leave it out; covey assign replay recomputes a log");
        }
        boolean asks = asked.isEmpty() ? design.has("salt") : asked.equals("true");
        return asks && possible && study.treatment().isPresent();
    }
}
