/**
 * The parts of a page about a plan: what a study will be able to see before it has data. Does not belong here: results
 * of runs, and the arithmetic of power.
 */
@NullMarked
package covey.report.plan;

import org.jspecify.annotations.NullMarked;
