/** The commands of {@code covey labels}. Does not belong here: how items are drawn. */
@NullMarked
package covey.cli.label;

import org.jspecify.annotations.NullMarked;
