package covey.world.planted;

import java.util.Set;

/** Purchases grow by four tenths; amounts are heavy-tailed, so that capping matters. */
public final class PaidBoost implements PlantedEffect {
    private static final double FACTOR = 1.4;

    @Override
    public Design design() {
        return Design.evenSplit("paid_boost");
    }

    @Override
    public String summary() {
        return "heavy tail: every purchase amount times 1.4; the number of purchases is untouched";
    }

    @Override
    public Set<Lever> levers() {
        return Set.of(Lever.AMOUNT);
    }

    @Override
    public double multiplier(Lever lever, Member member, int day) {
        return FACTOR;
    }
}
