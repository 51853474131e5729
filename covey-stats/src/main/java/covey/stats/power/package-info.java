/** What an experiment can promise before it runs: power, sample size, detectable effect, duration, and the replay that
 * checks such promises. Analysis of data that came in does not belong here. */
@NullMarked
package covey.stats.power;

import org.jspecify.annotations.NullMarked;
