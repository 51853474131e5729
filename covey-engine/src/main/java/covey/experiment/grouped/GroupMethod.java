package covey.experiment.grouped;

import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.method.Working;
import covey.result.Outcome;
import java.util.List;
import java.util.random.RandomGenerator;

/** How one metric is compared under one way of assigning units together. */
interface GroupMethod {
    /** The levels of an arm, with the error of what was randomised. */
    List<Outcome> levels(String arm, Place place);

    /** Units of an arm that count. */
    long units(String arm);

    /** The effect of the main analysis. */
    Result effect(String arm);

    /** The effect when it is looked at repeatedly. */
    default Result repeated(String arm) {
        return effect(arm);
    }

    /** Rows beside it that multiplicity does not touch, judged at the look as the effect is. */
    List<Outcome> further(String arm, Result effect, Looks looks, RandomGenerator random);

    /** Sufficient statistics and formula of the effect, values put in. */
    List<Working> workings(String arm);
}
