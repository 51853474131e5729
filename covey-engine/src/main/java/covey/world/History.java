package covey.world;

import covey.world.planted.Lever;
import covey.world.planted.PlantedEffect;
import covey.world.planted.Timeline;
import covey.world.truth.ExperimentTally;
import covey.world.truth.Response;
import covey.world.truth.Spending;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Plays the history of one user after another: sessions, what they were shown, what they did. */
final class History {
    private static final double AWAY = 0.25;
    private static final double[] WEEKDAY = {0.9, 0.87, 0.88, 0.9, 1.02, 1.24, 1.19};
    private static final int SESSIONS_A_DAY = 8;

    /** Numbers of the sessions before {@link Timeline#HISTORY_START} begin here, beyond all others of a user. */
    private static final int EARLY_NUMBERS = 500;

    private static final double BUYS = 0.3;
    private static final double BIG_TICKET = 0.005;
    private static final double PARETO = 1.8;
    private static final double PARETO_FROM = 5;
    private static final double AMOUNT_SIGMA = 0.8;
    private static final double MEAN_OVER_MEDIAN = Math.exp(AMOUNT_SIGMA * AMOUNT_SIGMA / 2)
            * (1 - BIG_TICKET + BIG_TICKET * PARETO_FROM * PARETO / (PARETO - 1));
    private static final double NULL_AMOUNT = 0.004;
    private static final double NAN_AMOUNT = 0.002;

    private final WorldSize size;
    private final Population population;
    private final Streams streams;
    private final NetworkTables tables;
    private final List<ExperimentTally> tallies;
    private final Enrolment enrolment;
    private final ImpressionWriter impressions;
    private final long[] starts;
    private long nullAmounts;
    private long nanAmounts;

    History(World.Cast cast, List<PlantedEffect> effects, NetworkTables tables) {
        this.size = cast.size();
        this.population = cast.population();
        this.streams = cast.streams();
        this.tables = tables;
        this.tallies = effects.stream()
                .map(effect -> new ExperimentTally(effect, Population.COMMUNITIES.size()))
                .toList();
        this.enrolment = new Enrolment(effects, streams, tables);
        this.impressions = new ImpressionWriter(cast.catalogue(), tables, this::answer);
        int days = (int) ((Timeline.OUTCOMES_END - Timeline.FIRST_EVENT) / Timeline.DAY);
        this.starts = new long[days * SESSIONS_A_DAY];
    }

    /** Draws and writes everything a user does. */
    void play(int user, List<String> devices) {
        if (population.rate(user) == 0) {
            return;
        }
        RandomGenerator random = streams.of(Streams.Kind.HISTORY, user);
        Visitor visitor = Visitor.draw(population.member(user), population.community(user), devices, random);
        // weeks of their own stream: what was drawn later is the same however far back the history goes
        RandomGenerator earlier = streams.of(Streams.Kind.EARLIER, user);
        int early = sessionStarts(user, 0, Timeline.FIRST_EVENT, Timeline.HISTORY_START, earlier);
        int count = sessionStarts(user, early, Timeline.HISTORY_START, Timeline.OUTCOMES_END, random);
        long[] later = Arrays.copyOfRange(starts, early, count);
        enrolment.enrol(visitor.member(), later, later.length);
        for (int e = 0; e < tallies.size(); e++) {
            if (enrolment.analysed(e)) {
                if (enrolment.treated(e)) {
                    tallies.get(e).beginTreated(enrolment.entry(e));
                } else {
                    tallies.get(e).beginControl(enrolment.entry(e));
                }
            }
        }
        impressions.begin(visitor);
        for (int s = 0; s < count; s++) {
            int number = s < early ? EARLY_NUMBERS + s : s - early;
            session(visitor, number, starts[s], s < early ? earlier : random);
        }
        tallies.forEach(tally -> tally.commit(population.community(user)));
    }

    /** Adds the sessions of a stretch of days to those there are; their number. */
    private int sessionStarts(int user, int before, long from, long to, RandomGenerator random) {
        double rate = population.rate(user) / (1 - AWAY);
        boolean away = false;
        int count = before;
        for (long day = from; day < to; day += Timeline.DAY) {
            int epochDay = (int) (day / Timeline.DAY);
            int weekday = (epochDay + 3) % 7;
            if (weekday == 0 || day == from) {
                away = random.nextDouble() < AWAY;
            }
            int sessions = Draws.poisson(rate * WEEKDAY[weekday], random.nextDouble());
            int first = count;
            for (int s = 0; s < Math.min(SESSIONS_A_DAY, sessions); s++) {
                // Later hours are busier; the last session starts an hour before midnight.
                double clock = Math.sqrt(random.nextDouble());
                long start = day + (long) (clock * 23 * Timeline.HOUR);
                if (!away && start >= population.signup(user)) {
                    starts[count++] = start;
                }
            }
            Arrays.sort(starts, first, count);
        }
        return count;
    }

    private void session(Visitor visitor, int number, long start, RandomGenerator random) {
        int seconds = (int) Math.clamp(Draws.lognormal(240, 0.7, random), 20, 1500);
        long id = visitor.member().index() * 1000L + number;
        tables.session(id, visitor.name(), start, seconds);
        for (ExperimentTally tally : tallies) {
            tally.session(start);
        }
        double latency = Math.rint(Draws.lognormal(visitor.latencyMedian(), 0.5, random) * 10) / 10;
        tables.feedLoad(visitor.name(), latency, start + 3 * Timeline.SECOND / 2);
        int shown = Math.min(30, 1 + Draws.poisson(size.impressionsPerSession() - 1, random.nextDouble()));
        impressions.write(start, seconds, shown, random);
        double buys = random.nextDouble();
        if (visitor.buyer() && buys < BUYS) {
            purchase(
                    visitor,
                    start + 2 * Timeline.SECOND + (long) (random.nextDouble() * seconds * Timeline.SECOND),
                    random);
        }
    }

    /** The response with the effects of all treatments the user has entered; adds to the truth. */
    private Response answer(Visitor visitor, Response untreated) {
        Response response = untreated.times(factor(Lever.CLICK, visitor, untreated.shownAt()));
        for (ExperimentTally tally : tallies) {
            tally.impression(visitor.member(), response);
        }
        return response;
    }

    /** Product of the effects on a lever of all treatments the user has entered. */
    private double factor(Lever lever, Visitor visitor, long at) {
        double factor = 1;
        for (int e = 0; e < tallies.size(); e++) {
            if (tallies.get(e).moves(lever) && enrolment.treated(e) && enrolment.entered(e, at)) {
                int day = (int) ((at - enrolment.entry(e)) / Timeline.DAY);
                factor *= tallies.get(e).effect().multiplier(lever, visitor.member(), day);
            }
        }
        return factor;
    }

    private void purchase(Visitor visitor, long at, RandomGenerator random) {
        double ordinary = Draws.lognormal(visitor.spendMedian(), AMOUNT_SIGMA, random);
        double big = random.nextDouble();
        double tail = PARETO_FROM * Math.pow(1 - random.nextDouble(), -1 / PARETO);
        double missing = random.nextDouble();
        if (missing < NULL_AMOUNT + NAN_AMOUNT) {
            boolean isNull = missing < NULL_AMOUNT;
            nullAmounts += isNull ? 1 : 0;
            nanAmounts += isNull ? 0 : 1;
            tables.purchase(visitor.name(), isNull ? null : Double.NaN, at);
            tallies.forEach(tally -> tally.missingAmount(at));
            return;
        }
        double amount = big < BIG_TICKET ? ordinary * tail : ordinary;
        Spending spending =
                new Spending(at, amount, visitor.spendMedian() * MEAN_OVER_MEDIAN, factor(Lever.AMOUNT, visitor, at));
        tables.purchase(visitor.name(), spending.cents(), at);
        tallies.forEach(tally -> tally.purchase(visitor.member(), spending));
    }

    List<ExperimentTally> tallies() {
        return tallies;
    }

    Enrolment enrolment() {
        return enrolment;
    }

    /** Defects planted outside the exposure log. */
    List<Truth.Defect> defects() {
        List<Truth.Defect> defects = new ArrayList<>(impressions.defects());
        defects.add(new Truth.Defect("null_amount", nullAmounts, "rows of purchases whose amount is NULL"));
        defects.add(new Truth.Defect("nan_amount", nanAmounts, "rows of purchases whose amount is NaN"));
        return defects;
    }
}
