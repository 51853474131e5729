package covey.world.planted;

/** No effect, but from the sixth day a redirect loses treated Android users: a sample-ratio mismatch. */
public final class BrokenSplit implements PlantedEffect {
    @Override
    public Design design() {
        return Design.evenSplit("broken_split")
                .withTriggerShare(0.35)
                .withFlaws(new Flaw.LostExposures("android", Timeline.at("2026-03-06T00:00:00Z"), 0.6));
    }

    @Override
    public String summary() {
        return "null with a sample-ratio mismatch: from 2026-03-06 a redirect loses 60 percent of treated Android"
                + " users";
    }
}
