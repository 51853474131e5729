/**
 * What a study says about who gets which arm: its configuration, the recomputation of a log, layers shared by studies.
 * Does not belong here: hashing, which is {@code covey.assign}; what the arms did.
 */
@NullMarked
package covey.assignment;

import org.jspecify.annotations.NullMarked;
