package covey.stats.compare;

import covey.stats.moment.Moments;

/**
 * One stratum of a two-arm comparison, over the same columns in both arms.
 *
 * @param control control units of the stratum
 * @param treatment treatment units of the stratum
 */
public record Stratum(Moments control, Moments treatment) {

    /** Units of both arms. */
    public long n() {
        return control.n() + treatment.n();
    }
}
