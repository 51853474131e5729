/**
 * Ranks among a sample of candidates, and what they say of metrics over all of them. Does not belong here: how a list is ranked or
 * measured.
 */
@NullMarked
package covey.stats.sampledrank;

import org.jspecify.annotations.NullMarked;
