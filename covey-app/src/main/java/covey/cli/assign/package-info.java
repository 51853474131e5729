/**
 * {@code covey assign}, one file a command. Belongs here: options and what is printed. Does not: who gets which arm, and why.
 */
@NullMarked
package covey.cli.assign;

import org.jspecify.annotations.NullMarked;
