/**
 * What a project folder declares: tables, units, links, dimensions, metrics, exposures. Plain immutable records with
 * no SQL of their own beyond the user's expressions. Does not belong here: reading files, compiling, computing.
 */
@NullMarked
package covey.metric;

import org.jspecify.annotations.NullMarked;
