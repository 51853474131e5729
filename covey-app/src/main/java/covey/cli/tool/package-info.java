/** Commands that need no project. Does not belong here: commands on studies. */
@NullMarked
package covey.cli.tool;

import org.jspecify.annotations.NullMarked;
