package covey.study;

/**
 * One line of {@code doctor}.
 *
 * @param name what was looked at
 * @param status how it is
 * @param message what was found
 * @param fix what to do; empty when nothing is to be done
 */
public record Check(String name, Status status, String message, String fix) {
    /** How a thing is. */
    public enum Status {
        OK,
        WARNING,
        FAULT
    }
}
