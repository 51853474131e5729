/** Two-arm comparisons. Every method ends in a {@code Contrast}, so that absolute and relative answers cannot disagree
 * about zero. Choosing a method for a metric does not belong here. */
@NullMarked
package covey.stats.compare;

import org.jspecify.annotations.NullMarked;
