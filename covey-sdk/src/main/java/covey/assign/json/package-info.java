/**
 * A small strict reader and writer of JSON, so that clients need no library. Text in and out; it knows no flags.
 */
@NullMarked
package covey.assign.json;

import org.jspecify.annotations.NullMarked;
