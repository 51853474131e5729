package covey.experiment.compare.effect;

/** A comparison of two arms: an effect, or why there is none. */
public sealed interface Result permits Effect, Missing {}
