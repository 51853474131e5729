/**
 * Looks at an experiment while it runs: where each hypothesis stands by a sequential rule, what follows, and what the
 * rules would have said of a recorded trajectory. Does not belong here: bounds and sequences (in {@code
 * covey.stats.sequential}), the ledger's file, words of the page.
 */
@NullMarked
package covey.experiment.sequential;

import org.jspecify.annotations.NullMarked;
