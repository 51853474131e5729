package covey.assign;

/**
 * One arm of an experiment.
 *
 * @param share of the experiment's units, in (0, 1]
 * @param value what an evaluation returns: text, a number, a truth value, a map or a list
 */
public record Arm(String name, double share, Object value) {}
