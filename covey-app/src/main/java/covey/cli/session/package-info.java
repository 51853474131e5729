/**
 * What every command shares: the call, the project it opens, options that name it, and instants as they are typed. Does not
 * belong here: a command.
 */
@NullMarked
package covey.cli.session;

import org.jspecify.annotations.NullMarked;
