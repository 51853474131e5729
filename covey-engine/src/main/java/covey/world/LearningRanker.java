package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * An experiment on a ranker that is trained every day on the clicks it caused. Control shows what looks best so far;
 * the treatment draws from what is believed of each item (Thompson sampling), so that it finds the good ones. Alone, the
 * treatment earns far more. When both arms are trained on the pooled log, control profits from what the treatment found
 * and pays nothing for it: the plain comparison then has the wrong sign (symbiosis bias, arXiv 2309.07107).
 *
 * <p>Truth: clicks per user if all were treated, less the same for control; the mean of {@value #REPLAYS} plays with
 * fresh draws, users and items being the same. Where training is diverted, the models of these plays learn from as many
 * users as the arm has: less data than after a launch, which is what the experiment can speak of.
 */
final class LearningRanker {
    static final String METRIC = "recommended_clicks";

    /** What each arm's model is trained on. */
    enum Training {
        SHARED,
        DIVERTED
    }

    /** Hears of every shown item. */
    private interface Log {
        void shown(int user, int item, boolean clicked, long at);
    }

    private static final int REPLAYS = 8;
    private static final int USERS = 8_000;
    private static final int ITEMS = 120;
    private static final int SLOTS = 4;
    private static final double VISITS = 0.5;
    /** Quality of the items that are shown first: good enough that a greedy ranker never looks further. */
    private static final double FIRST_SHOWN = 0.055;

    private static final double PRIOR_CLICKS = 1;
    private static final double PRIOR_SHOWN = 32;

    private final String name;
    private final Training training;
    private final int parity;
    private final Streams streams;
    private final int population;
    private final double[] quality = new double[ITEMS];
    private final double[] taste;

    /**
     * @param parity users with an even (0) or odd (1) number take part, so that two such experiments share nobody
     */
    LearningRanker(String name, Training training, int parity, World.Cast cast) {
        this.name = name;
        this.training = training;
        this.parity = parity;
        this.streams = cast.streams();
        this.population = Math.min(USERS, cast.population().size());
        this.taste = new double[population];
        RandomGenerator random = streams.of(Streams.Kind.LEARNING, parity);
        for (int i = 0; i < ITEMS; i++) {
            quality[i] = i < SLOTS ? FIRST_SHOWN : 0.02 + 0.1 * Math.pow(random.nextDouble(), 3);
        }
        for (int u = 0; u < population; u++) {
            taste[u] = Math.exp(0.3 * random.nextGaussian() - 0.045);
        }
    }

    /** Plays the experiment and writes its rows; what is true of it. */
    Truth.Experiment play(NetworkTables tables) {
        long[] units = new long[2];
        boolean[] seen = new boolean[population];
        RandomGenerator random = streams.of(Streams.Kind.LEARNING, 2 + parity);
        simulate(this::arm, random, (user, item, clicked, at) -> {
            String id = NetworkTables.userId(user);
            if (!seen[user]) {
                seen[user] = true;
                units[arm(user)]++;
                tables.exposure(name, id, arm(user) == 1 ? "treatment" : "control", at);
            }
            tables.recommendation(id, parity * ITEMS + item, clicked, at);
        });
        double control = alone(0);
        double effect = alone(1) - control;
        return new Truth.Experiment(
                name,
                summary(),
                List.of(new Truth.Arm("control", 0.5, units[0]), new Truth.Arm("treatment", 0.5, units[1])),
                List.of(effect(Truth.Scale.ABSOLUTE, effect), effect(Truth.Scale.RELATIVE, effect / control)),
                training == Training.SHARED
                        ? List.of(new Truth.Defect(
                                "shared_training",
                                units[0] + units[1],
                                "users whose arms were ranked by models trained on each other's clicks: the comparison"
                                        + " of arms does not estimate the effect"))
                        : List.of());
    }

    private String summary() {
        return training == Training.SHARED
                ? "symbiosis: an exploring ranker against a greedy one, both trained on the clicks of both"
                : "the same two rankers, each trained on the clicks of its own arm (data-diverted)";
    }

    private static Truth.Effect effect(Truth.Scale scale, double value) {
        return new Truth.Effect(
                METRIC, scale, value, value, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty());
    }

    private int arm(int user) {
        return streams.hashed(Streams.purpose(name), user) < 0.5 ? 0 : 1;
    }

    /** Clicks per user who came, when everyone has one arm. */
    private double alone(int arm) {
        double sum = 0;
        for (int r = 0; r < REPLAYS; r++) {
            boolean[] seen = new boolean[population];
            long[] clicks = new long[1];
            simulate(_ -> arm, streams.of(Streams.Kind.LEARNING, 100 + r), (user, item, clicked, at) -> {
                seen[user] = true;
                clicks[0] += clicked ? 1 : 0;
            });
            int came = 0;
            for (boolean s : seen) {
                came += s ? 1 : 0;
            }
            sum += (double) clicks[0] / came;
        }
        return sum / REPLAYS;
    }

    /** Which arm a user is in. */
    private interface Assignment {
        int arm(int user);
    }

    private void simulate(Assignment assignment, RandomGenerator random, Log log) {
        Model first = new Model();
        Model[] models = {first, training == Training.SHARED ? first : new Model()};
        for (int day = 0; day < Timeline.EXPERIMENT_DAYS; day++) {
            for (Model model : models) {
                model.train();
            }
            for (int user = parity; user < population; user += 2) {
                if (random.nextDouble() >= VISITS) {
                    continue;
                }
                int arm = assignment.arm(user);
                boolean trains = training == Training.SHARED || arm == arm(user);
                Model model = models[arm];
                int[] slate = arm == 0 ? model.best() : model.sampled(random);
                long at = Timeline.START + day * Timeline.DAY + (long) (random.nextDouble() * 23 * Timeline.HOUR);
                for (int item : slate) {
                    boolean clicked = random.nextDouble() < quality[item] * taste[user];
                    if (trains) {
                        model.log(item, clicked);
                    }
                    log.shown(user, item, clicked, at);
                }
            }
        }
    }

    /** Belief about every item: a beta distribution, brought up to date once a day. */
    private static final class Model {
        private final long[] shown = new long[ITEMS];
        private final long[] clicks = new long[ITEMS];
        private final double[] mean = new double[ITEMS];
        private final double[] deviation = new double[ITEMS];
        private int[] best = new int[SLOTS];

        void log(int item, boolean clicked) {
            shown[item]++;
            clicks[item] += clicked ? 1 : 0;
        }

        void train() {
            for (int i = 0; i < ITEMS; i++) {
                double n = shown[i] + PRIOR_SHOWN;
                mean[i] = (clicks[i] + PRIOR_CLICKS) / n;
                deviation[i] = Math.sqrt(mean[i] * (1 - mean[i]) / (n + 1));
            }
            best = top(mean);
        }

        int[] best() {
            return best;
        }

        int[] sampled(RandomGenerator random) {
            double[] score = new double[ITEMS];
            for (int i = 0; i < ITEMS; i++) {
                score[i] = mean[i] + deviation[i] * random.nextGaussian();
            }
            return top(score);
        }

        /** The items with the highest scores; the earlier of equals first. */
        private static int[] top(double[] score) {
            int[] slate = new int[SLOTS];
            double[] taken = score.clone();
            for (int s = 0; s < SLOTS; s++) {
                int at = 0;
                for (int i = 1; i < ITEMS; i++) {
                    at = taken[i] > taken[at] ? i : at;
                }
                slate[s] = at;
                taken[at] = Double.NEGATIVE_INFINITY;
            }
            return slate;
        }
    }
}
