/** Words that the analyses of designed experiments share. Plain user-randomised comparisons belong to
 * {@code covey.stats.compare}, and each design has a sub-package of its own. */
@NullMarked
package covey.stats.design;

import org.jspecify.annotations.NullMarked;
