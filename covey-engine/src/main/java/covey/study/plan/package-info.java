/**
 * Pre-registration: what a study commits itself to before it has data, the file that keeps it, and what departs from it
 * later. Does not belong here: power and sample size (those are in {@code covey.experiment.plan}), where files lie.
 */
@NullMarked
package covey.study.plan;

import org.jspecify.annotations.NullMarked;
