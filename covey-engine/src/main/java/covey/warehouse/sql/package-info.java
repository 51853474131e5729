/**
 * The SQL compiler: what a {@link covey.data.Requirement} becomes on an engine, one file per kind of query, and the
 * reading of its answers. Everything is text built over a {@link covey.warehouse.dialect.Dialect}; nothing here
 * computes a statistic beyond the moments and order statistics that the engine returns.
 */
@NullMarked
package covey.warehouse.sql;

import org.jspecify.annotations.NullMarked;
