/** Least squares from moments, without unit-level data. */
@NullMarked
package covey.stats.regression;

import org.jspecify.annotations.NullMarked;
