package covey.world.planted;

/**
 * A null that tempts whoever looks every day: nothing changes, yet with seed 1 at size small the plain 95 % interval of
 * clicks leaves zero from the third day to the sixth, and holds it again at the end. Of 36 null splits of this network,
 * three reached a |z| of 2.3 on some day; this one was chosen.
 */
public final class ItalicTitles implements PlantedEffect {
    @Override
    public Design design() {
        return Design.evenSplit("italic_titles");
    }

    @Override
    public String summary() {
        return "null that tempts: nothing changes, but with seed 1 the plain daily interval of clicks leaves zero early";
    }
}
