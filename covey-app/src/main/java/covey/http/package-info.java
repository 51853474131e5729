/**
 * The pages and the read-only REST interface on this machine. Belongs here: routes, headers, who may ask. Does not:
 * rendering, anything that computes or writes, the command line.
 */
@NullMarked
package covey.http;

import org.jspecify.annotations.NullMarked;
