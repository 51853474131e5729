/**
 * Logs of assignments and exposures, row by row. Belongs here: reading what another program wrote, torn and damaged lines
 * included. Does not: what a row means for a study.
 */
@NullMarked
package covey.assignment.log;

import org.jspecify.annotations.NullMarked;
