package covey.http;

import java.util.List;
import java.util.Optional;

/**
 * A study in the list of studies.
 *
 * @param name name
 * @param label human label
 * @param detail kind of study and its latest run, as one phrase
 * @param page path of its page
 * @param latest the latest result, when it has been run
 * @param plans what there is of its plan, the plan itself first
 */
record StudyLine(String name, String label, String detail, String page, Optional<Latest> latest, List<Plan> plans) {
    StudyLine {
        plans = List.copyOf(plans);
    }

    /**
     * A page about the plan.
     *
     * @param title what it is
     * @param page its path
     * @param headline the sentence that leads it
     */
    record Plan(String title, String page, String headline) {}

    /**
     * The latest result.
     *
     * @param run run id
     * @param headline the sentence that leads its scorecard
     */
    record Latest(String run, String headline) {}
}
