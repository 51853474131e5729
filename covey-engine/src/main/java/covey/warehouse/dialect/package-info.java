/**
 * The atoms of SQL in which engines differ, one small class per engine and one visible list. Strings in, strings out. Does
 * not belong here: whole queries, connections.
 */
@NullMarked
package covey.warehouse.dialect;

import org.jspecify.annotations.NullMarked;
