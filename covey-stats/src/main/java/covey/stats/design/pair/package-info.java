/** Matched pairs: their analysis, and how they are built before assignment. Blocks of more than two are strata of
 * {@code covey.stats.compare}. */
@NullMarked
package covey.stats.design.pair;

import org.jspecify.annotations.NullMarked;
