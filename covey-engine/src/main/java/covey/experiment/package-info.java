/**
 * Randomised experiments with units as analysis units: {@link covey.experiment.Experiment} ties the reading of the
 * study ({@code spec}), the comparison of arms ({@code compare}) and the trust checks ({@code check}) together. Does
 * not belong here: SQL, rendering, formulas (those are in {@code covey.stats}).
 */
@NullMarked
package covey.experiment;

import org.jspecify.annotations.NullMarked;
