package covey.method;

import covey.data.Data;
import covey.data.Requirement;
import covey.result.Setting;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A method: what it needs from the warehouse, and a pure function of it.
 *
 * @param <S> the study as the method understands it
 * @param <D> the data it needs
 */
public interface Estimator<S extends Spec, D extends Data> {
    /** What the method is. */
    Descriptor descriptor();

    /**
     * The study as the method understands it.
     *
     * @throws SpecificationException when a declared value makes no sense, with its place
     */
    S specify(Study study);

    /** Every effective setting with its origin. */
    List<Setting> settings(S spec);

    /** What it needs; no SQL. */
    Requirement requires(S spec);

    /** The findings; the same arguments give the same findings. */
    Findings estimate(S spec, D data, RandomGenerator random);

    /**
     * How one number came about: sufficient statistics, formula with the values put in, assumptions with the check that
     * watches each, what would change it. Empty when the metric was not estimated.
     */
    List<Working> workings(S spec, D data, Working.Asked number);
}
