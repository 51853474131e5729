/**
 * Lists over sampled candidates: what a study says of them, the metrics corrected for the sample, and whether the lists are what the
 * correction takes them for. Does not belong here: the arithmetic of a correction.
 */
@NullMarked
package covey.ranking.sampled;

import org.jspecify.annotations.NullMarked;
