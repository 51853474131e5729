package covey.world.planted;

import java.util.Set;

/** A clean win: every shown item is clicked with 1.15 times the probability. */
public final class NewRanker implements PlantedEffect {
    private static final double FACTOR = 1.15;

    @Override
    public Design design() {
        return Design.evenSplit("new_ranker").withTreatment("dwell");
    }

    @Override
    public String summary() {
        return "clean win: click probability times 1.15; visits, purchases and latency untouched";
    }

    @Override
    public Set<Lever> levers() {
        return Set.of(Lever.CLICK);
    }

    @Override
    public double multiplier(Lever lever, Member member, int day) {
        return FACTOR;
    }
}
