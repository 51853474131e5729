/**
 * Comparison of systems measured on the same units: hypotheses, their family's correction, the rows of a result. Does not belong
 * here: how a metric's numbers come about.
 */
@NullMarked
package covey.ranking.compare;

import org.jspecify.annotations.NullMarked;
