package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Response;
import covey.world.truth.Truth;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws what a session shows by a stochastic ranker, lets the user answer, and writes the rows. */
final class ImpressionWriter {
    private static final int CANDIDATES = 4;
    private static final double INTEREST_CANDIDATE = 0.5;
    private static final double INTEREST_SCORE = 1.2;
    private static final double QUALITY_SCORE = 0.5;
    private static final double LARGEST_PROBABILITY = 0.35;
    private static final double POSITION_DECAY = 0.08;
    private static final double[] SURFACES = Draws.cumulative(0.6, 0.25, 0.15);
    private static final List<String> SURFACE_NAMES = List.of("feed", "explore", "following");
    private static final double LATE = 0.004;
    private static final double REPEATED = 0.003;

    private final Catalogue catalogue;
    private final NetworkTables tables;
    private final BiFunction<Visitor, Response, Response> answer;
    private final NetworkTables.Impression row = new NetworkTables.Impression();
    private final int[] candidates = new int[CANDIDATES];
    private final double[] weights = new double[CANDIDATES];
    private @Nullable Visitor current;
    private long nextId;
    private long lateRows;
    private long repeatedRows;

    /**
     * Writes to the tables.
     *
     * @param answer applies the effects to the response
     */
    ImpressionWriter(Catalogue catalogue, NetworkTables tables, BiFunction<Visitor, Response, Response> answer) {
        this.catalogue = catalogue;
        this.tables = tables;
        this.answer = answer;
    }

    /** Starts with another user. */
    void begin(Visitor visitor) {
        current = visitor;
        nextId = visitor.member().index() * 1_000_000L;
        row.user = visitor.name();
    }

    /** Writes the items of one session, spread over its length. */
    void write(long start, int seconds, int shown, RandomGenerator random) {
        Visitor visitor = current;
        if (visitor == null) {
            throw new IllegalStateException("no user begun");
        }
        row.surface = SURFACE_NAMES.get(Draws.category(SURFACES, random.nextDouble()));
        List<String> devices = visitor.devices();
        row.device = devices.get(Draws.below(devices.size(), random.nextDouble()));
        long step = seconds * Timeline.SECOND / (shown + 1);
        for (int position = 1; position <= shown; position++) {
            row.id = nextId++;
            row.position = position;
            row.shownAt = start + 2 * Timeline.SECOND + (position - 1) * step + (long) (random.nextDouble() * step);
            double quality = choose(visitor, random);
            respond(visitor, quality, random);
        }
    }

    /** Samples an item from candidates with softmax probabilities; its factor on the click probability. */
    private double choose(Visitor visitor, RandomGenerator random) {
        double total = 0;
        for (int c = 0; c < CANDIDATES; c++) {
            double kind = random.nextDouble();
            double which = random.nextDouble();
            int topic = kind < INTEREST_CANDIDATE
                    ? visitor.interests().get(Draws.below(visitor.interests().size(), which))
                    : Draws.below(Catalogue.topics(), which);
            int item = catalogue.pick(topic, random.nextDouble());
            double fit = visitor.interests().contains(topic) ? INTEREST_SCORE : 0;
            candidates[c] = item;
            weights[c] = Math.exp(fit + QUALITY_SCORE * catalogue.quality(item));
            total += weights[c];
        }
        double left = random.nextDouble() * total;
        int chosen = 0;
        while (chosen < CANDIDATES - 1 && left >= weights[chosen]) {
            left -= weights[chosen];
            chosen++;
        }
        row.item = candidates[chosen];
        row.author = catalogue.author(row.item);
        row.propensity = weights[chosen] / total;
        boolean fits = visitor.interests().contains(catalogue.topic(row.item));
        return (fits ? 1.45 : 0.75) * catalogue.quality(row.item);
    }

    private void respond(Visitor visitor, double quality, RandomGenerator random) {
        double uniform = random.nextDouble();
        double atPosition = visitor.clickiness() * quality / (1 + POSITION_DECAY * (row.position - 1));
        boolean likes = random.nextDouble() < Response.LIKE_SHARE;
        double dwell = random.nextGaussian();
        double late = random.nextDouble();
        double delay = random.nextDouble();
        boolean repeated = random.nextDouble() < REPEATED;
        Response response = answer.apply(
                visitor,
                new Response(
                        row.shownAt,
                        repeated ? 2 : 1,
                        uniform,
                        Math.min(LARGEST_PROBABILITY, atPosition),
                        likes,
                        milliseconds(Response.SECONDS_CLICKED * Math.exp(Response.SIGMA_CLICKED * dwell)),
                        milliseconds(Response.SECONDS_SKIPPED * Math.exp(Response.SIGMA_SKIPPED * dwell))));
        row.clicked = response.clicked();
        row.liked = row.clicked && likes;
        row.dwellMs = (int) Math.rint((row.clicked ? response.secondsIfClicked() : response.secondsIfNot()) * 1000);
        write(late, delay, repeated);
    }

    /** Writes the row, late or twice if so drawn. */
    private void write(double late, double delay, boolean repeated) {
        boolean isLate = late < LATE;
        row.ingestedAt = row.shownAt
                + (isLate
                        ? 27 * Timeline.HOUR + (long) (delay * 70 * Timeline.HOUR)
                        : 5 * Timeline.SECOND + (long) (delay * 600 * Timeline.SECOND));
        tables.impression(row);
        lateRows += isLate ? (repeated ? 2 : 1) : 0;
        if (repeated) {
            repeatedRows++;
            row.ingestedAt += 30 * Timeline.SECOND;
            tables.impression(row);
        }
    }

    private static double milliseconds(double seconds) {
        return Math.rint(seconds * 1000) / 1000;
    }

    List<Truth.Defect> defects() {
        return List.of(
                new Truth.Defect(
                        "late_rows", lateRows, "rows of impressions with ingested_at at least 26h after shown_at"),
                new Truth.Defect(
                        "duplicate_rows",
                        repeatedRows,
                        "rows of impressions beyond the first of their impression_id; metrics count them as they"
                                + " stand"));
    }
}
