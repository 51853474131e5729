/** What clusters foretell of engagements that were held back. Does not belong here: versions, their difference, its error. */
@NullMarked
package covey.clustering.recall;

import org.jspecify.annotations.NullMarked;
