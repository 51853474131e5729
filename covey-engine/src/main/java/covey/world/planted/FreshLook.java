package covey.world.planted;

import java.util.Set;

/** A novelty effect on clicks: +60 percent on the day of entry, shrinking by the factor 0.55 each day. */
public final class FreshLook implements PlantedEffect {
    private static final double FIRST_DAY = 0.6;
    private static final double DECAY = 0.55;

    @Override
    public Design design() {
        return Design.evenSplit("fresh_look")
                .withEligible(member -> !member.platform().equals("web"));
    }

    @Override
    public String summary() {
        return "novelty: click probability times 1 + 0.6 * 0.55^d on whole day d since entry; ios and android only";
    }

    @Override
    public Set<Lever> levers() {
        return Set.of(Lever.CLICK);
    }

    @Override
    public double multiplier(Lever lever, Member member, int day) {
        return 1 + FIRST_DAY * Math.pow(DECAY, day);
    }

    @Override
    public Detail detail() {
        return Detail.BY_DAY;
    }
}
