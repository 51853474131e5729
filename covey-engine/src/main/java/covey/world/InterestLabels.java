package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Interests that were inferred of users from three sources, right more or less often by source. Of each source {@value #SAMPLE} are
 * drawn at random and labelled by three raters, each wrong with probability {@value #ERROR}; a model judges all of them and takes
 * many wrong ones for right, so that alone it says too much.
 *
 * <p>Truth: the share that a majority of the raters calls right, p (1 − m) + (1 − p) m with m = 3 e² − 2 e³ and e the raters' error;
 * as drawn, that of raters who had labelled every interest.
 */
final class InterestLabels {
    static final String NAME = "interest_labels";
    static final String ARM = "labels";
    static final String METRIC = "label_share";
    static final List<String> SOURCES = List.of("clicks", "declared", "follows");
    static final int SAMPLE = 200;

    private static final double ERROR = 0.05;
    private static final double[] RIGHT = {0.6, 0.95, 0.75};
    private static final List<String> RATERS = List.of("ann", "ben", "cho");

    /** Probability that the judge calls an interest right: one that is not, one that is. */
    private static final double[] JUDGED_RIGHT = {0.45, 0.95};

    private static final String SUMMARY =
            "interests of users, right in 60, 75 or 95 of 100 by where they come from; a model judge that calls many wrong ones right";

    private final Population population;
    private final Streams streams;
    private final NetworkTables tables;

    InterestLabels(World.Cast cast, NetworkTables tables) {
        this.population = cast.population();
        this.streams = cast.streams();
        this.tables = tables;
    }

    /** Draws and writes interests, labels and judgements; what is true of them. */
    Truth.Experiment play() {
        int[] users = IntStream.range(0, OfflineRankers.users(population))
                .filter(u -> population.signup(u) < Timeline.END)
                .toArray();
        List<Truth.Effect> effects = new ArrayList<>();
        double expected = 0;
        double drawn = 0;
        for (int source = 0; source < SOURCES.size(); source++) {
            double share = source(source, users);
            effects.add(effect(agreed(RIGHT[source]), share, Optional.of(SOURCES.get(source))));
            expected += agreed(RIGHT[source]) / SOURCES.size();
            drawn += share / SOURCES.size();
        }
        effects.addFirst(effect(expected, drawn, Optional.empty()));
        long labelled = (long) SOURCES.size() * Math.min(SAMPLE, users.length);
        return new Truth.Experiment(NAME, SUMMARY, List.of(new Truth.Arm(ARM, 1, labelled)), effects, List.of());
    }

    /** Share that a majority calls right when a share is. */
    private static double agreed(double right) {
        double wrong = ERROR * ERROR * (3 - 2 * ERROR);
        return right * (1 - wrong) + (1 - right) * wrong;
    }

    /** Interests of one source, one a user; the share that a majority of the raters would call right. */
    private double source(int source, int... users) {
        RandomGenerator random = streams.of(Streams.Kind.LABELS, source);
        int missing = SAMPLE;
        int agreed = 0;
        for (int i = 0; i < users.length; i++) {
            String interest = NetworkTables.userId(users[i]) + "-" + SOURCES.get(source);
            int topic = Draws.below(Catalogue.topics(), random.nextDouble());
            boolean right = random.nextDouble() < RIGHT[source];
            boolean judged = random.nextDouble() < JUDGED_RIGHT[right ? 1 : 0];
            tables.interest(interest, NetworkTables.userId(users[i]), topic, SOURCES.get(source));
            tables.judged(interest, judged);
            boolean drawn = random.nextDouble() * (users.length - i) < missing;
            missing -= drawn ? 1 : 0;
            int votes = 0;
            for (String rater : RATERS) {
                boolean says = random.nextDouble() < ERROR ? !right : right;
                votes += says ? 1 : 0;
                if (drawn) {
                    tables.rated(interest, rater, says);
                }
            }
            agreed += votes > RATERS.size() / 2 ? 1 : 0;
        }
        return (double) agreed / users.length;
    }

    private static Truth.Effect effect(double value, double drawn, Optional<String> source) {
        return new Truth.Effect(
                METRIC, Truth.Scale.LEVEL, value, drawn, OptionalDouble.empty(), source, OptionalInt.empty());
    }
}
