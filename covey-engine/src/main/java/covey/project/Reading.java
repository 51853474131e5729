package covey.project;

import covey.project.source.Fault;
import java.util.List;

/**
 * What came out of reading a folder.
 *
 * @param project everything that could be understood
 * @param faults everything that could not, by file and line
 */
public record Reading(Project project, List<Fault> faults) {
    public Reading {
        faults = List.copyOf(faults);
    }

    /** Whether no fault was found. */
    public boolean sound() {
        return faults.isEmpty();
    }
}
