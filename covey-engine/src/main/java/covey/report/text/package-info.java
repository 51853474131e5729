/**
 * The scorecard on a terminal, at most 100 columns wide. Does not belong here: writing to the terminal.
 */
@NullMarked
package covey.report.text;

import org.jspecify.annotations.NullMarked;
