/**
 * What a result becomes for a reader: the list of sections and the one long table. The renderers live in the
 * sub-packages. Belongs here: choosing, ordering and wording of numbers that stand in the result. Does not: computing a
 * number, reading a project, knowing an estimator.
 */
@NullMarked
package covey.report;

import org.jspecify.annotations.NullMarked;
