/**
 * Effects of a treatment that is switched on and off by region and time window, with effects that outlast their window.
 * Does not belong here: cutting events into windows.
 */
@NullMarked
package covey.stats.switchback;

import org.jspecify.annotations.NullMarked;
