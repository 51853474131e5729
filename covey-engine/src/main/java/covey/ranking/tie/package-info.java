/** A metric under a rule for items of equal score. Does not belong here: a metric's own closed form of the expectation. */
@NullMarked
package covey.ranking.tie;

import org.jspecify.annotations.NullMarked;
