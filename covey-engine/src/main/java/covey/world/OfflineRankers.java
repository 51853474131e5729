package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Two rankers judged without an experiment, on a week of engagements that neither had a part in. The current one shows
 * what is liked around a user's home; the candidate what this user cares for, from fewer items. On the whole it is
 * better; of one community's users it has the wrong picture and is worse there; and it leaves more of the catalogue
 * unseen.
 *
 * <p>A user looks for a Poisson number of items: mostly one on a topic of theirs, else on any topic, popular ones more
 * often. Repeats of an item are one engagement, so that user u engages with item i with probability 1 − exp(−λ_u q_ui),
 * independently of other items. Truth: {@link OfflineHits}.
 */
final class OfflineRankers {
    static final String NAME = "candidates";
    static final List<String> SYSTEMS = List.of("current", "candidate");

    /** The community whose users the candidate takes for those of {@link #MISTAKEN_FOR}. */
    static final String WEAK = "gaming";

    static final String MISTAKEN_FOR = "football";

    private static final int USERS = 6_000;
    private static final int LENGTH = 20;
    private static final double ENGAGEMENTS_PER_CLICKINESS = 40;
    private static final double INTERESTED = 0.75;
    private static final double AIMED = 0.7;

    /** Quantile of popularity up to which each ranker shows items: the candidate leaves out what few have seen. */
    private static final double[] KNOWN = {1, 0.8};

    private static final String SUMMARY =
            "offline: a ranker by interests against one by home community; more hits on the whole," + " fewer for "
                    + WEAK + ", whose users it takes for those of " + MISTAKEN_FOR
                    + ", and less of the catalogue shown";

    private final Population population;
    private final Catalogue catalogue;
    private final Streams streams;
    private final NetworkTables tables;
    private final OfflineHits hits;
    private final List<Engagement> week = new ArrayList<>();

    /** A user came to an item at a time. */
    record Engagement(int user, int item, long at) {}

    OfflineRankers(World.Cast cast, NetworkTables tables) {
        this.population = cast.population();
        this.catalogue = cast.catalogue();
        this.streams = cast.streams();
        this.tables = tables;
        this.hits = new OfflineHits(catalogue.items());
    }

    /** Draws and writes engagements and lists; what is true of them. */
    Truth.Experiment play() {
        for (int user = 0; user < users(population); user++) {
            if (population.rate(user) > 0 && population.signup(user) < Timeline.END) {
                play(user);
            }
        }
        return new Truth.Experiment(
                NAME,
                SUMMARY,
                SYSTEMS.stream()
                        .map(system -> new Truth.Arm(system, 1, hits.users()))
                        .toList(),
                hits.effects(),
                List.of());
    }

    /** Engagements that were drawn; empty before {@link #play()}. */
    List<Engagement> week() {
        return Collections.unmodifiableList(week);
    }

    /** Users, the first of the population, that anything is judged offline for. */
    static int users(Population population) {
        return Math.min(USERS, population.size());
    }

    private void play(int user) {
        int community = population.community(user);
        Visitor visitor =
                Visitor.draw(population.member(user), community, List.of(), streams.of(Streams.Kind.HISTORY, user));
        RandomGenerator random = streams.of(Streams.Kind.OFFLINE, user);
        double mean = ENGAGEMENTS_PER_CLICKINESS * visitor.clickiness();
        Set<Integer> engaged = engage(user, visitor, mean, random);
        OfflineHits.User of = hits.user(community, mean, !engaged.isEmpty());
        for (int system = 0; system < SYSTEMS.size(); system++) {
            int rank = 0;
            for (int item : list(visitor, community, system, random)) {
                rank++;
                tables.listed(SYSTEMS.get(system), visitor.name(), item, rank);
                of.listed(system, item, rank, engaged.contains(item), mean * share(visitor, item));
            }
        }
    }

    private Set<Integer> engage(int user, Visitor visitor, double mean, RandomGenerator random) {
        Set<Integer> engaged = new LinkedHashSet<>();
        int count = Draws.poisson(mean, random.nextDouble());
        for (int e = 0; e < count; e++) {
            boolean interested = random.nextDouble() < INTERESTED;
            double which = random.nextDouble();
            int topic = interested
                    ? visitor.interests().get(Draws.below(visitor.interests().size(), which))
                    : Draws.below(Catalogue.topics(), which);
            int item = catalogue.pick(topic, random.nextDouble());
            long at = Timeline.END + (long) (random.nextDouble() * 7 * Timeline.DAY);
            if (engaged.add(item)) {
                tables.engagement(visitor.name(), item, at);
                week.add(new Engagement(user, item, at));
            }
        }
        return engaged;
    }

    /** Probability that an engagement of a user is with an item. */
    private double share(Visitor visitor, int item) {
        int topic = catalogue.topic(item);
        long times = visitor.interests().stream().filter(i -> i == topic).count();
        double ofTopic = INTERESTED * times / visitor.interests().size() + (1 - INTERESTED) / Catalogue.topics();
        return ofTopic * catalogue.pickProbability(item);
    }

    private Set<Integer> list(Visitor visitor, int community, int system, RandomGenerator random) {
        Set<Integer> list = new LinkedHashSet<>();
        List<Integer> aims = system == 0 ? topicsOf(community) : believed(visitor, community);
        while (list.size() < LENGTH) {
            boolean aimed = random.nextDouble() < AIMED;
            double which = random.nextDouble();
            int topic = aimed ? aims.get(Draws.below(aims.size(), which)) : Draws.below(Catalogue.topics(), which);
            list.add(catalogue.pick(topic, KNOWN[system] * random.nextDouble()));
        }
        return list;
    }

    /** Topics that the candidate believes a user to care for. */
    private static List<Integer> believed(Visitor visitor, int community) {
        return Population.COMMUNITIES.get(community).equals(WEAK)
                ? topicsOf(Population.COMMUNITIES.indexOf(MISTAKEN_FOR))
                : visitor.interests();
    }

    private static List<Integer> topicsOf(int community) {
        List<Integer> topics = new ArrayList<>();
        for (int t = 0; t < Catalogue.TOPICS_PER_COMMUNITY; t++) {
            topics.add(community * Catalogue.TOPICS_PER_COMMUNITY + t);
        }
        return topics;
    }
}
