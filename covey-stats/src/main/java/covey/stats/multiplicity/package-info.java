/** Adjustment of a family of p-values and the interval level that goes with each procedure. */
@NullMarked
package covey.stats.multiplicity;

import org.jspecify.annotations.NullMarked;
