/**
 * The bucketing of other platforms, bit for bit, so that a log of theirs can be recomputed. Belongs here: each platform's
 * hash and its choice of an arm. Does not: Covey's own evaluation, the reading of logs.
 */
@NullMarked
package covey.assign.replay;

import org.jspecify.annotations.NullMarked;
