/** Words that every statistics package shares: why data cannot be estimated from, and which side a test looks at.
 * Formulas do not belong here; they live in the sub-packages. */
@NullMarked
package covey.stats;

import org.jspecify.annotations.NullMarked;
