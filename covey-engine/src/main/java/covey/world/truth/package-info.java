/**
 * What is true in a simulated network: the record, its file, and the sums it is made from. Belongs here: adding up both
 * outcomes of every enrolled user, and {@code truth.yml}. Does not belong here: drawing events ({@code covey.world}),
 * what was planted ({@code covey.world.planted}), estimating from what was observed.
 */
@NullMarked
package covey.world.truth;

import org.jspecify.annotations.NullMarked;
