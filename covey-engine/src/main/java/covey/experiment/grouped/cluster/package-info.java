/** What is particular to clusters: how their error is estimated, and whether units stayed in them. How metrics are
 * compared does not belong here. */
@NullMarked
package covey.experiment.grouped.cluster;

import org.jspecify.annotations.NullMarked;
