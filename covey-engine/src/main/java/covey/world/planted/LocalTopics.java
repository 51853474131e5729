package covey.world.planted;

import java.util.Map;
import java.util.Set;

/** An effect on clicks that depends on the home community: strong in some, none or harm in others. */
public final class LocalTopics implements PlantedEffect {
    private static final Map<String, Double> FACTORS =
            Map.of("football", 1.4, "cooking", 1.25, "travel", 1.45, "music", 0.8, "politics", 0.85);

    @Override
    public Design design() {
        return Design.evenSplit("local_topics");
    }

    @Override
    public String summary() {
        return "by home community, click probability times: football 1.4, cooking 1.25, travel 1.45, music 0.8, "
                + "politics 0.85, elsewhere 1";
    }

    @Override
    public Set<Lever> levers() {
        return Set.of(Lever.CLICK);
    }

    @Override
    public double multiplier(Lever lever, Member member, int day) {
        return FACTORS.getOrDefault(member.community(), 1.0);
    }

    @Override
    public Detail detail() {
        return Detail.BY_COMMUNITY;
    }
}
