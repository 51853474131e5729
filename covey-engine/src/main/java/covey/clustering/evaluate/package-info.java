/**
 * {@code kind: clustering_evaluation}: two versions of a clustering, measured by what they put together and compared on the same
 * entities. Does not belong here: how clusters are made, and measures of the graph they are made of.
 */
@NullMarked
package covey.clustering.evaluate;

import org.jspecify.annotations.NullMarked;
