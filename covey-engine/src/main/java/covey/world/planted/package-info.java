/**
 * What is planted in the simulated network, so that the answers are known.
 *
 * <p>An experiment with its effect and its defects is one class that implements {@link covey.world.planted.PlantedEffect}
 * and one line in {@link covey.world.planted.PlantedEffects}; the simulation then enrols users, applies the effect to
 * the levers it names, plays every enrolled user under both arms and writes the true effects to {@code truth.yml}. A
 * kind of influence that no {@link covey.world.planted.Lever} expresses needs one more constant there and its
 * application where the simulation draws that event.
 *
 * <p>Belongs here: who is enrolled, how strong an effect is, what is broken. Does not belong here: drawing events,
 * writing tables, adding up truth (all in {@code covey.world}).
 */
@NullMarked
package covey.world.planted;

import org.jspecify.annotations.NullMarked;
