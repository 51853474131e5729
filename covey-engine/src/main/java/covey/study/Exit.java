package covey.study;

/** How a command ended, as a process exit code. */
public enum Exit {
    /** Something was computed, whatever it says. */
    COMPUTED(0),
    /** A check that was asked for failed. */
    FAILED_CHECK(1),
    /** The input is wrong. */
    INPUT(2),
    /** The warehouse failed. */
    WAREHOUSE(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** Process exit code. */
    public int code() {
        return code;
    }
}
