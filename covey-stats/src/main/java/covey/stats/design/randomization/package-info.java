/** Assignments a design could have made, and tests that compare the one made with all others. Asymptotic tests do not
 * belong here. */
@NullMarked
package covey.stats.design.randomization;

import org.jspecify.annotations.NullMarked;
