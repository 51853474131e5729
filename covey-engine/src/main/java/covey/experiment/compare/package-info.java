/**
 * The numbers of an experiment: levels per arm, effects, segments, effects over time and the correction for
 * multiplicity, all from merged moments. {@link covey.experiment.compare.Comparison} is the way in. Does not belong
 * here: formulas (in {@code covey.stats}) and judgements of trust (in {@code check}).
 */
@NullMarked
package covey.experiment.compare;

import org.jspecify.annotations.NullMarked;
