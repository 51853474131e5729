package covey.ranking.trec;

import java.io.Serial;

/** trec_eval stops: with what code, and what it says. */
public final class TrecFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;

    TrecFault(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Exit code. */
    public int code() {
        return code;
    }

    /** What is said; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
