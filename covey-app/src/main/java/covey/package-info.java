/**
 * The wiring: puts command line, web server and the engine together. Belongs here: {@link covey.Main} only. Does not:
 * verbs, routes, anything that decides.
 */
@NullMarked
package covey;

import org.jspecify.annotations.NullMarked;
