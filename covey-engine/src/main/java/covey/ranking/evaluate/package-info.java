/**
 * {@code kind: ranking_evaluation}: systems that rank are measured on what turned out to be relevant, and compared on the same
 * users. Does not belong here: a metric's own arithmetic ({@code ranking.metric}), SQL.
 */
@NullMarked
package covey.ranking.evaluate;

import org.jspecify.annotations.NullMarked;
