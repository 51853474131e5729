/** What a clustering evaluation measures, by name. Does not belong here: any arithmetic. */
@NullMarked
package covey.clustering.names;

import org.jspecify.annotations.NullMarked;
