/** Logged exposures of a study as SQL. Belongs here: rows as they stand. Does not: who should have had which arm. */
@NullMarked
package covey.warehouse.sql.bucket;

import org.jspecify.annotations.NullMarked;
