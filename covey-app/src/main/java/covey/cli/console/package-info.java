/**
 * What a verb prints with: the two streams, plain tables, the progress line, JSON documents. Belongs here: the shape of
 * text on a terminal. Does not: verbs, results.
 */
@NullMarked
package covey.cli.console;

import org.jspecify.annotations.NullMarked;
