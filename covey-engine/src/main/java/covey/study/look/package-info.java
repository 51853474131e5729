/**
 * The record of looks at a study, on disk. Does not belong here: what a look means (in {@code
 * covey.experiment.sequential}).
 */
@NullMarked
package covey.study.look;

import org.jspecify.annotations.NullMarked;
