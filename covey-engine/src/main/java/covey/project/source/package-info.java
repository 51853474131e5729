/**
 * YAML text as located values, and the faults found in it. Belongs here: encoding, size, syntax, duplicate keys,
 * nearest names. Does not: which keys a file may have.
 */
@NullMarked
package covey.project.source;

import org.jspecify.annotations.NullMarked;
