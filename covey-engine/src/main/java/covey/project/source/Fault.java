package covey.project.source;

import covey.metric.Location;

/**
 * Something wrong in a user's file.
 *
 * @param where file and line
 * @param message what is wrong, with the value
 * @param cure what to do; may be empty
 */
public record Fault(Location where, String message, String cure) {
    /** One line: {@code studies/x.yml:12  unknown key 'metrcs' in study; did you mean 'metrics'?} */
    @Override
    public String toString() {
        return where + "  " + message + (cure.isEmpty() ? "" : "; " + cure);
    }
}
