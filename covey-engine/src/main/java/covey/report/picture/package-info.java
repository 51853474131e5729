/**
 * Pictures of assignments, one class a design: who or what is drawn into which arm. Does not belong here: pictures of data.
 */
@NullMarked
package covey.report.picture;

import org.jspecify.annotations.NullMarked;
