/** Measurements of speed and memory. Nothing here is part of the program, and nothing here is a test of it. */
@NullMarked
package covey.bench;

import org.jspecify.annotations.NullMarked;
