/** Statements over units that were assigned inside strata and are weighted by them. */
@NullMarked
package covey.warehouse.sql.strata;

import org.jspecify.annotations.NullMarked;
