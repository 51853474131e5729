/**
 * The file from which services assign: written from a project, read by the SDK, versioned. Belongs here: its form. Does not:
 * what a configuration means, which {@link covey.assign.Configuration} says.
 */
@NullMarked
package covey.assign.file;

import org.jspecify.annotations.NullMarked;
