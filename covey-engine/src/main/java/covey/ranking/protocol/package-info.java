/**
 * Checks of how systems that rank were evaluated: what was known when, who was ranked for, what was left out. Does not belong
 * here: any metric, any comparison.
 */
@NullMarked
package covey.ranking.protocol;

import org.jspecify.annotations.NullMarked;
