/**
 * The lane of ranked lists: judgements and lists to numbers of queries and items, joined, ordered and cut in the warehouse.
 * Does not belong here: any metric.
 */
@NullMarked
package covey.warehouse.sql.ranking;

import org.jspecify.annotations.NullMarked;
