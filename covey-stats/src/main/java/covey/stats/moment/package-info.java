/** Additive summaries of unit-level data (centred moments, ratios, counts) and nothing that compares two arms. */
@NullMarked
package covey.stats.moment;

import org.jspecify.annotations.NullMarked;
