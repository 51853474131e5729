/** The SQL of a staged roll-out: a population by stages of time. Does not belong here: what is estimated from it. */
@NullMarked
package covey.warehouse.sql.rollout;

import org.jspecify.annotations.NullMarked;
