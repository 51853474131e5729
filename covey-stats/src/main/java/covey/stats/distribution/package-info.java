/** Thin façades over commons-statistics. No inference here. */
@NullMarked
package covey.stats.distribution;

import org.jspecify.annotations.NullMarked;
