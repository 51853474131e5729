/** Covey's bucketing as SQL. Belongs here: the same arms as the Java code, bit for bit. Does not: where units are read from. */
@NullMarked
package covey.warehouse.bucket;

import org.jspecify.annotations.NullMarked;
