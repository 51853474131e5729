/**
 * The only users of databases and table files: connections, queries, and the writer of tables. Does not belong here: what
 * the numbers mean, statistics beyond the sums an engine is asked for, reading project files.
 */
@NullMarked
package covey.warehouse;

import org.jspecify.annotations.NullMarked;
