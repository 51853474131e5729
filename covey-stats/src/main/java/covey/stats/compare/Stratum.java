package covey.stats.compare;

import covey.stats.moment.Moments;

/**
 * One stratum of a two-arm comparison, over the same columns in both arms.
 *
 * @param control control units of the stratum
 * @param treatment treatment units of the stratum
 * @param others units of the stratum in arms that are not compared: they say how large it is, and nothing of the effect
 */
public record Stratum(Moments control, Moments treatment, long others) {

    /** A stratum of an experiment with two arms. */
    public Stratum(Moments control, Moments treatment) {
        this(control, treatment, 0);
    }

    /** Units of all arms. */
    public long n() {
        return compared() + others;
    }

    /** Units of the two arms that are compared. */
    public long compared() {
        return control.n() + treatment.n();
    }
}
