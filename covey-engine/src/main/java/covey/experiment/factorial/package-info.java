/**
 * Factorial experiments: several factors at once, each arm a combination of their levels. Does not belong here: arms that
 * are compared one by one.
 */
@NullMarked
package covey.experiment.factorial;

import org.jspecify.annotations.NullMarked;
