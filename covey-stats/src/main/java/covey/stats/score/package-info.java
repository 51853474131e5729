/**
 * Measures of predicted numbers against what came true, over all rows together, with errors by units whose rows may depend on each
 * other. Does not belong here: lists and ranks of one query.
 */
@NullMarked
package covey.stats.score;

import org.jspecify.annotations.NullMarked;
