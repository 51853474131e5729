/**
 * Means of a finite population from a sample drawn with known probabilities, alone or with predictions for every item, and the
 * size of such samples. Does not belong here: assignment to arms.
 */
@NullMarked
package covey.stats.survey;

import org.jspecify.annotations.NullMarked;
