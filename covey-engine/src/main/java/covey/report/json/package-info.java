/**
 * The result as JSON and back, without loss. Belongs here: the mapping, field by field. Does not: files.
 */
@NullMarked
package covey.report.json;

import org.jspecify.annotations.NullMarked;
