package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A switchback with carry-over: how eagerly notifications are sent is switched by country and window of four hours, and
 * an eager window tires the people that the next window writes to. More are opened at once, fewer for good, so that the
 * plain comparison of windows has the wrong sign for the effect of being eager always.
 */
final class PushPacing {
    static final String NAME = "push_pacing";
    static final String METRIC = "push_open_rate";

    /** Length of a window. */
    static final long WINDOW = 4 * Timeline.HOUR;

    /** What an eager window adds to the share opened in itself. */
    static final double DIRECT = 0.06;

    /** What an eager window adds to the share opened in the next one. */
    static final double CARRY_OVER = -0.12;

    /** Streams of the weeks before the experiment begin here. */
    private static final int BEFORE = 1_000;

    private static final double BASE = 0.34;
    private static final double COUNTRY_SPREAD = 0.02;
    private static final double DAILY_SWING = 0.05;
    private static final double WINDOW_NOISE = 0.01;
    private static final double PUSHES = 70;
    private static final String SUMMARY =
            "carry-over: an eager window adds 0.06 to the share opened in itself and takes 0.12 from the next; eager"
                    + " always is 0.06 worse, though windows compared plainly look 0.06 better";

    private final Streams streams;
    private final NetworkTables tables;
    private long pushes;
    private long eagerCells;
    private long calmCells;
    private double expectedOpens;
    private double expectedPushes;

    PushPacing(Streams streams, NetworkTables tables) {
        this.streams = streams;
        this.tables = tables;
    }

    /** Draws and writes schedule and notifications; what is true of them. */
    Truth.Experiment play() {
        for (int country = 0; country < Population.countries().size(); country++) {
            play(country, streams.of(Streams.Kind.PUSHES, country));
        }
        double total = DIRECT + CARRY_OVER;
        double baseline = expectedOpens / expectedPushes;
        return new Truth.Experiment(
                NAME,
                SUMMARY,
                List.of(new Truth.Arm("calm", 0.5, calmCells), new Truth.Arm("eager", 0.5, eagerCells)),
                List.of(effect(Truth.Scale.ABSOLUTE, total), effect(Truth.Scale.RELATIVE, total / baseline)),
                List.of());
    }

    private static Truth.Effect effect(Truth.Scale scale, double value) {
        return new Truth.Effect(
                METRIC, scale, value, value, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty());
    }

    private void play(int country, RandomGenerator random) {
        String name = Population.countries().get(country);
        double level = BASE + COUNTRY_SPREAD * random.nextGaussian();
        double traffic = PUSHES * Math.exp(0.3 * random.nextGaussian());
        calm(name, level, traffic, streams.of(Streams.Kind.PUSHES, BEFORE + country));
        boolean before = false;
        for (long from = Timeline.START; from < Timeline.END; from += WINDOW) {
            boolean eager = random.nextBoolean();
            tables.pushWindow(NAME, name, eager ? "eager" : "calm", from);
            calmCells += eager ? 0 : 1;
            eagerCells += eager ? 1 : 0;
            double untouched = untouched(from, level, random);
            double mean = mean(from, traffic);
            expectedPushes += mean;
            expectedOpens += mean * untouched;
            send(name, from, mean, untouched + (eager ? DIRECT : 0) + (before ? CARRY_OVER : 0), random);
            before = eager;
        }
    }

    /** The weeks before, in which nobody was sent anything eagerly. */
    private void calm(String name, double level, double traffic, RandomGenerator random) {
        for (long from = Timeline.HISTORY_START; from < Timeline.START; from += WINDOW) {
            send(name, from, mean(from, traffic), untouched(from, level, random), random);
        }
    }

    private static double phase(long from) {
        return 2 * Math.PI * (from % Timeline.DAY) / Timeline.DAY;
    }

    private static double untouched(long from, double level, RandomGenerator random) {
        return level + DAILY_SWING * Math.sin(phase(from)) + WINDOW_NOISE * random.nextGaussian();
    }

    private static double mean(long from, double traffic) {
        return traffic * (1 + 0.4 * Math.cos(phase(from)));
    }

    private void send(String country, long from, double mean, double opens, RandomGenerator random) {
        int sent = (int) Math.max(1, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        for (int i = 0; i < sent; i++) {
            long at = from + (long) (random.nextDouble() * WINDOW);
            tables.push(pushes++, country, random.nextDouble() < opens, at);
        }
    }
}
