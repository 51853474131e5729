package covey.cli;

import covey.study.CoveyException;

/** How a user's fault reads on standard error. */
final class Faults {
    private Faults() {}

    /** What happened and, on its own line, what to do. */
    static String text(String who, CoveyException fault) {
        String advice = fault.advice();
        String what = who + ": " + fault.getMessage();
        return advice == null || advice.isBlank() ? what : what + System.lineSeparator() + "  " + advice;
    }
}
