/** Total effects from a roll-out in stages. Effects of one stage alone are plain comparisons and do not belong here. */
@NullMarked
package covey.stats.design.rollout;

import org.jspecify.annotations.NullMarked;
