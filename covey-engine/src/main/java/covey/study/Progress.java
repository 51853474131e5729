package covey.study;

/** Told how far long work is. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void step(String message) {}

        @Override
        public void fraction(double done, String message) {}
    };

    /** A step was finished or began. */
    void step(String message);

    /** A running step has come this far, in [0, 1]. */
    void fraction(double done, String message);
}
