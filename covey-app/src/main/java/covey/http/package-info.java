/**
 * The pages, the read-only REST interface and remote evaluation of flags on this machine. Belongs here: routes, headers, who may ask. Does not:
 * rendering, anything that computes or writes, the command line.
 */
@NullMarked
package covey.http;

import org.jspecify.annotations.NullMarked;
