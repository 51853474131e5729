/**
 * Clusters, strata and pairs before there are data: planned from a history, and assigned again and again on it. Does not
 * belong here: how they are analysed.
 */
@NullMarked
package covey.experiment.grouped.plan;

import org.jspecify.annotations.NullMarked;
