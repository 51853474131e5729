package covey.report.text;

/** Whether a terminal text carries colour. */
public enum Colour {
    /** ANSI escape sequences. */
    ANSI,
    /** None, for pipes and files. */
    PLAIN
}
