/**
 * Measures of two clusterings that count pairs of elements, together or apart. Nothing here needs more than the
 * contingency table.
 */
@NullMarked
package covey.stats.partition.pair;

import org.jspecify.annotations.NullMarked;
