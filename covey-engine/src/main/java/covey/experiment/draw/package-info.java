/** Assignments that are drawn before an experiment, from who stands in its history. How they are analysed is not here. */
@NullMarked
package covey.experiment.draw;

import org.jspecify.annotations.NullMarked;
