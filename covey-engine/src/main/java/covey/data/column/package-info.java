/**
 * Columns of primitives for data of many rows: fixed, compared by content, packed into text for the store. Does not belong
 * here: what a column means.
 */
@NullMarked
package covey.data.column;

import org.jspecify.annotations.NullMarked;
