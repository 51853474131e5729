/**
 * Indices of one clustering against the features of its elements: how close elements stand to their own cluster and how
 * far from others. Measures of two clusterings stand in {@code covey.stats.partition}.
 */
@NullMarked
package covey.stats.partition.internal;

import org.jspecify.annotations.NullMarked;
