package covey.world.planted;

/** A clean null: nothing changes. */
public final class QuietFeed implements PlantedEffect {
    @Override
    public Design design() {
        return Design.evenSplit("quiet_feed");
    }

    @Override
    public String summary() {
        return "clean null: nothing changes";
    }
}
