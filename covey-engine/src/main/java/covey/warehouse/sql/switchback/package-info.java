/** The SQL of a switchback: events cut into windows of time. Does not belong here: what is estimated from them. */
@NullMarked
package covey.warehouse.sql.switchback;

import org.jspecify.annotations.NullMarked;
