package covey.stats.compare;

import covey.stats.moment.Column;
import java.util.List;

/**
 * A contrast adjusted for covariates beside the plain one from the same data.
 *
 * @param contrast the adjusted contrast
 * @param unadjusted the plain contrast
 * @param used covariates that entered, in the order given
 * @param dropped covariates left out because they are constant or collinear in an arm
 */
public record Adjustment(Contrast contrast, Contrast unadjusted, List<Column> used, List<Column> dropped) {

    /** Copies the lists. */
    public Adjustment {
        used = List.copyOf(used);
        dropped = List.copyOf(dropped);
    }

    /** {@code 1 − Var_adjusted/Var_plain}; negative when adjustment did harm. */
    public double varianceReduction() {
        return 1 - contrast.variance() / unadjusted.variance();
    }
}
