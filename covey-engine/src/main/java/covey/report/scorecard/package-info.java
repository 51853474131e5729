/**
 * A result arranged for reading: which outcome is the relative effect of which metric in which arm. Belongs here:
 * look-ups. Does not: wording, layout, arithmetic.
 */
@NullMarked
package covey.report.scorecard;

import org.jspecify.annotations.NullMarked;
