/**
 * The parts of a scorecard, one class each. A new part is a new class here and a line in {@link
 * covey.report.Sections}. Does not belong here: anything that depends on an output format.
 */
@NullMarked
package covey.report.section;

import org.jspecify.annotations.NullMarked;
