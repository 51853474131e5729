/** Hypothesis tests that are not two-arm effects: goodness of fit and the pooled two-proportion test. */
@NullMarked
package covey.stats.test;

import org.jspecify.annotations.NullMarked;
