/**
 * Who is meant: conditions over a unit's attributes. Belongs here: operators and what an attribute is. Does not: hashing,
 * arms, file formats.
 */
@NullMarked
package covey.assign.rule;

import org.jspecify.annotations.NullMarked;
