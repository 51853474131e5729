/** Comparisons in which whole clusters of units are randomised, from one moment block per cluster. Which groups are
 * clusters and how units reach them does not belong here. */
@NullMarked
package covey.stats.design.cluster;

import org.jspecify.annotations.NullMarked;
