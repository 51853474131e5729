/**
 * The one result shape of every method: what was estimated, with which uncertainty, from which data. Belongs here:
 * records that a renderer, a store, a REST answer and a data frame share. Does not: anything that computes, reads or
 * prints. Depends on {@code java.base} only.
 */
@NullMarked
package covey.result;

import org.jspecify.annotations.NullMarked;
