/**
 * Scores of single rows against what came true, in {@code kind: ranking_evaluation}: metrics over all rows, compared on the rows that
 * every system has a score for. Does not belong here: arithmetic ({@code stats.score}), SQL.
 */
@NullMarked
package covey.ranking.score;

import org.jspecify.annotations.NullMarked;
