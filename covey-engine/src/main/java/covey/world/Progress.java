package covey.world;

/** Hears how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (fraction, message) -> {};

    /**
     * Called now and then from the working thread.
     *
     * @param fraction share done, in [0, 1], never falling
     * @param message what is being done
     */
    void report(double fraction, String message);
}
