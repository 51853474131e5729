/** The SQL of a metric by period and segment. Does not belong here: what is estimated from the moments. */
@NullMarked
package covey.warehouse.sql.trend;

import org.jspecify.annotations.NullMarked;
