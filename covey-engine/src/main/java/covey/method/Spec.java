package covey.method;

/** A study as an estimator understands it: an immutable record made from the study's file. */
public interface Spec {
    /** Study name. */
    String name();
}
