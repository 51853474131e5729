/**
 * What an experiment study asks: its settings with their defaults, read from a study file. Does not belong here:
 * anything that looks at data.
 */
@NullMarked
package covey.experiment.spec;

import org.jspecify.annotations.NullMarked;
