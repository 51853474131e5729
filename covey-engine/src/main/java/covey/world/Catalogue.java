package covey.world;

import covey.world.planted.Timeline;
import java.util.random.RandomGenerator;

/** Topics and the items on them, all made before the history starts. */
final class Catalogue {
    static final int TOPICS_PER_COMMUNITY = 5;
    private static final double POPULARITY = 2;
    private static final long OLDEST_ITEM = Timeline.at("2025-08-01T00:00:00Z");

    private final int[] author;
    private final int[] firstOfTopic;
    private final float[] quality;
    private final long[] createdAt;

    Catalogue(Population population, Streams streams) {
        int topics = topics();
        int perTopic = Math.max(10, population.size() / (2 * topics));
        int items = topics * perTopic;
        author = new int[items];
        quality = new float[items];
        createdAt = new long[items];
        firstOfTopic = new int[topics + 1];
        for (int t = 0; t <= topics; t++) {
            firstOfTopic[t] = t * perTopic;
        }
        for (int i = 0; i < items; i++) {
            RandomGenerator random = streams.of(Streams.Kind.CATALOGUE, i);
            int[] locals = population.members(communityOf(i / perTopic));
            // Few write most: authors are drawn from the head of their community.
            author[i] = locals[Draws.rank(locals.length, 4, random.nextDouble())];
            quality[i] = (float) Math.exp(0.35 * random.nextGaussian() - 0.06);
            createdAt[i] = OLDEST_ITEM + (long) (random.nextDouble() * (Timeline.FIRST_EVENT - OLDEST_ITEM));
        }
    }

    static int topics() {
        return Population.COMMUNITIES.size() * TOPICS_PER_COMMUNITY;
    }

    static int communityOf(int topic) {
        return topic / TOPICS_PER_COMMUNITY;
    }

    static String topicName(int topic) {
        return Population.COMMUNITIES.get(communityOf(topic)) + " " + (topic % TOPICS_PER_COMMUNITY + 1);
    }

    int items() {
        return author.length;
    }

    /** Some item of a topic, popular ones more often. */
    int pick(int topic, double uniform) {
        return firstOfTopic[topic] + Draws.rank(perTopic(), POPULARITY, uniform);
    }

    /** Probability of an item when one of its topic is picked. */
    double pickProbability(int item) {
        double rank = item % perTopic();
        return Math.pow((rank + 1) / perTopic(), 1 / POPULARITY) - Math.pow(rank / perTopic(), 1 / POPULARITY);
    }

    int topic(int item) {
        return item / perTopic();
    }

    /** Items of each topic. */
    int perTopic() {
        return firstOfTopic[1];
    }

    int author(int item) {
        return author[item];
    }

    /** Factor on the click probability, about 1. */
    double quality(int item) {
        return quality[item];
    }

    long createdAt(int item) {
        return createdAt[item];
    }
}
