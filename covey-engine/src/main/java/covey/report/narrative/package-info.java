/**
 * Sentences and numbers as people read them, built from the result and never typed: readings, headline, findings,
 * number formats. Percent signs exist only here and in what uses it. Does not belong here: layout of any format.
 */
@NullMarked
package covey.report.narrative;

import org.jspecify.annotations.NullMarked;
