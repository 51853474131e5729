package covey.assign;

/**
 * A salt whose buckets experiments share out among themselves: a unit is in at most one experiment of a layer, and its place
 * in one layer says nothing about its place in another.
 *
 * @param unit the attribute that holds the unit id; the same for every experiment of the layer
 */
public record Layer(String name, String salt, String unit) {}
