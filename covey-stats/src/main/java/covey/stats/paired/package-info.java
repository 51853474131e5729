/**
 * Two or more systems measured on the same units: randomisation tests, bootstrap, size of the effect, what could be seen. Does
 * not belong here: the paired t itself ({@code compare.PairedDifference}).
 */
@NullMarked
package covey.stats.paired;

import org.jspecify.annotations.NullMarked;
