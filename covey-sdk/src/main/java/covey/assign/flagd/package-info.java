/**
 * flagd's flag format: read, evaluated bit by bit as flagd does, and written from Covey's experiments. Does not know
 * OpenFeature.
 */
@NullMarked
package covey.assign.flagd;

import org.jspecify.annotations.NullMarked;
