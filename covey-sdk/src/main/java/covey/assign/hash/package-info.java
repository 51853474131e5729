/**
 * The hash functions behind assignment, and nothing else: text and salt in, number out. No configuration, no flags.
 */
@NullMarked
package covey.assign.hash;

import org.jspecify.annotations.NullMarked;
