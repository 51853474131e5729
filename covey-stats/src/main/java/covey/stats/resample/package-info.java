/** Sampling errors by recomputing a statistic on parts of its units. Does not belong here: any particular statistic. */
@NullMarked
package covey.stats.resample;

import org.jspecify.annotations.NullMarked;
