package covey.result;

/**
 * An arm of the study and its size.
 *
 * @param name arm name
 * @param control whether it is the reference
 * @param share planned share of units in [0, 1]
 * @param units units analysed, after quarantine and exclusions
 */
public record ArmInfo(String name, boolean control, double share, long units) {}
