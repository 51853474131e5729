package covey.world.planted;

/**
 * A null that tempts whoever looks every day: nothing changes, yet with seed 1 the plain 95 % interval of clicks leaves
 * zero on the second day. Three of twenty null experiments of this network did so at some day; this one was chosen.
 */
public final class SofterShadow implements PlantedEffect {
    @Override
    public Design design() {
        return Design.evenSplit("softer_shadow");
    }

    @Override
    public String summary() {
        return "null that tempts: nothing changes, but with seed 1 the plain daily interval of clicks leaves zero early";
    }
}
