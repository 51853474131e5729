/** Covey's bucketing as SQL. Belongs here: the same arms as the Java code, bit for bit. Does not: reading exposures. */
@NullMarked
package covey.warehouse.sql.bucket;

import org.jspecify.annotations.NullMarked;
