/** Tools of the command line that need no project. Does not belong here: what runs a study. */
@NullMarked
package covey.study.tool;

import org.jspecify.annotations.NullMarked;
