/**
 * Two clusterings of the same elements: their contingency table, and the measures of agreement that look at elements.
 * Measures that count pairs belong to {@code .pair}, entropies and what is made of them to {@code .information}.
 */
@NullMarked
package covey.stats.partition;

import org.jspecify.annotations.NullMarked;
