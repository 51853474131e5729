/**
 * What an estimator asks of the warehouse, and the in-memory shapes it gets back. Does not belong here: SQL, and any
 * statistic beyond centred moments.
 */
@NullMarked
package covey.data;

import org.jspecify.annotations.NullMarked;
