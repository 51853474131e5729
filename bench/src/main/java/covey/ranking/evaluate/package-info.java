/** Measurements of ranking evaluations, where their parts can be seen. */
@NullMarked
package covey.ranking.evaluate;

import org.jspecify.annotations.NullMarked;
