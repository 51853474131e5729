/** The SQL of two-sided experiments: the experiment's script once a side. Does not belong here: any statement of its own. */
@NullMarked
package covey.warehouse.sql.twosided;

import org.jspecify.annotations.NullMarked;
