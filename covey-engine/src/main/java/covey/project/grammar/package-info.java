/**
 * The one table of keys of every file of a project: the validator and the JSON Schema are both made from it. Does not
 * belong here: references between files, and building records.
 */
@NullMarked
package covey.project.grammar;

import org.jspecify.annotations.NullMarked;
