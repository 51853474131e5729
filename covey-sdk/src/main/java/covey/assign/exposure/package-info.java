/**
 * Exposures on disk: an OpenFeature hook that notes who was given which arm, append-only segments that survive a killed
 * process, and their reader. No bucketing.
 */
@NullMarked
package covey.assign.exposure;

import org.jspecify.annotations.NullMarked;
