/**
 * Two-sided experiments: both sides of a market are randomised, and each is measured. Does not belong here: how one side is
 * compared.
 */
@NullMarked
package covey.experiment.twosided;

import org.jspecify.annotations.NullMarked;
