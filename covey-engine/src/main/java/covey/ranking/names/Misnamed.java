package covey.ranking.names;

/** A name that is that of a metric up to its options. */
final class Misnamed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    Misnamed(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
