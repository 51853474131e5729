/**
 * The command line, one file a verb; {@link covey.cli.Verbs} is the list. Belongs here: options, help texts, exit codes,
 * what goes to standard output and what to standard error. Does not: statistics, SQL, rendering of results.
 */
@NullMarked
package covey.cli;

import org.jspecify.annotations.NullMarked;
