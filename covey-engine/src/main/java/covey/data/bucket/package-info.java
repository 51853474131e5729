/** Buckets of an assignment as the warehouse recomputes them. Does not belong here: the hash, and what a unit is assigned to. */
@NullMarked
package covey.data.bucket;

import org.jspecify.annotations.NullMarked;
