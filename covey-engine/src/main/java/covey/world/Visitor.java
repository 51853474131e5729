package covey.world;

import covey.world.planted.Member;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A user with the tastes that only the simulation knows.
 *
 * @param member what is known before any experiment
 * @param name user id
 * @param devices device ids
 * @param interests topics the user cares for, most of them of the home community
 * @param clickiness click probability of a fitting average item at the top
 * @param latencyMedian median latency of the user's feed, milliseconds
 * @param buyer whether the user ever buys
 * @param spendMedian median amount of a purchase
 */
record Visitor(
        Member member,
        String name,
        List<String> devices,
        List<Integer> interests,
        double clickiness,
        double latencyMedian,
        boolean buyer,
        double spendMedian) {
    private static final double BUYERS = 0.4;

    Visitor {
        devices = List.copyOf(devices);
        interests = List.copyOf(interests);
    }

    static Visitor draw(Member member, int community, List<String> devices, RandomGenerator random) {
        int home = community * Catalogue.TOPICS_PER_COMMUNITY;
        List<Integer> interests = List.of(
                home + Draws.below(Catalogue.TOPICS_PER_COMMUNITY, random.nextDouble()),
                home + Draws.below(Catalogue.TOPICS_PER_COMMUNITY, random.nextDouble()),
                home + Draws.below(Catalogue.TOPICS_PER_COMMUNITY, random.nextDouble()),
                Draws.below(Catalogue.topics(), random.nextDouble()));
        double clickiness = Draws.lognormal(0.19, 0.3, random);
        double latencyMedian = Draws.lognormal(320, 0.35, random);
        boolean buyer = random.nextDouble() < BUYERS;
        double spendMedian = Draws.lognormal(18, 0.4, random);
        return new Visitor(
                member,
                NetworkTables.userId(member.index()),
                devices,
                interests,
                clickiness,
                latencyMedian,
                buyer,
                spendMedian);
    }
}
