/**
 * Rows of one metric: its estimands, levels, effects, guardrail rows, and why a number is missing. Does not belong
 * here: which units and which moments they are computed from.
 */
@NullMarked
package covey.experiment.compare.effect;

import org.jspecify.annotations.NullMarked;
