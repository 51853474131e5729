/**
 * Measures of two clusterings made of entropies, in nats unless the name says otherwise. Nothing here needs more than
 * the contingency table.
 */
@NullMarked
package covey.stats.partition.information;

import org.jspecify.annotations.NullMarked;
