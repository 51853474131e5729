/** Effects and interactions of several factors varied together. Plans with cells left out on purpose do not belong
 * here. */
@NullMarked
package covey.stats.design.factorial;

import org.jspecify.annotations.NullMarked;
