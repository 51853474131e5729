package covey.study;

import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Six weeks in which users of 60 cities came and bought: two neighbours are a pair and alike, a city has a level of its
 * own, some are busier than others, and everybody goes on from his first purchase. From it studies are planned, and their
 * assignments drawn over and over.
 */
final class BuiltHistory {
    static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
    static final int WEEKS = 6;

    private static final int CITIES = 60;
    private static final int USERS = 30;
    private static final double DAY = 86_400;

    private final Path folder;
    private final RandomGenerator random;
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<String> users = new ArrayList<>(List.of("user_id,city,pair_id,tier"));

    /**
     * One purchase.
     *
     * @param user user
     * @param day days since the start
     * @param amount what was paid
     */
    record Purchase(int user, double day, double amount) {}

    BuiltHistory(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int city = 0; city < CITIES; city++) {
            double level = 0.25 * random.nextGaussian();
            for (int i = 0; i < USERS; i += 2) {
                double alike = 0.5 * random.nextGaussian();
                buy(city, i, level, alike);
                buy(city, i + 1, level, alike);
            }
        }
        List<String> rows = new ArrayList<>(List.of("user_id,at,amount"));
        for (Purchase p : purchases) {
            Instant at = START.plusMillis(Math.round(p.day * DAY * 1000));
            rows.add("u" + p.user + "," + at + "," + String.format(Locale.ROOT, "%.9f", p.amount));
        }
        StudyFolder project = new StudyFolder(folder);
        project.write("users.csv", users);
        project.write("events.csv", rows);
        project.write("exposures.csv", List.of("user_id,arm,at"));
        project.write(
                "covey.yml",
                List.of(
                        "name: built",
                        "version: 1",
                        "timezone: UTC",
                        "files: {users: users.csv, events: events.csv, exposures: exposures.csv}"));
        project.write("models/core.yml", List.of(MODELS));
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: city, dimension: {type: categorical, as_of: entry}}
                  - {name: pair_id, dimension: {type: categorical, as_of: entry}}
                  - {name: tier, dimension: {type: categorical, as_of: entry}}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
              - name: exposures
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: at, dimension: {type: time}, granularity: second}
            """;

    /** Half come in the first week, the others later; one in five buys nothing but once, for nothing. */
    private void buy(int city, int i, double level, double alike) {
        int user = city * USERS + i;
        users.add("u" + user + ",c" + city + ",p" + user / 2 + ",t" + city % 2);
        double day = random.nextDouble() < 0.5 ? 7 * random.nextDouble() : 42 * random.nextDouble();
        double every = Math.exp(1.2 - alike + 0.3 * random.nextGaussian());
        double own = level + 0.4 * alike + 0.3 * random.nextGaussian();
        while (day < 7 * WEEKS) {
            purchases.add(new Purchase(user, day, 10 * Math.exp(own + (city % 2) * 0.5 + 0.4 * random.nextGaussian())));
            day += every * -Math.log(1 - random.nextDouble());
        }
    }

    /** Declares the metrics. */
    void metrics(String yaml) throws IOException {
        new StudyFolder(folder).write("metrics/m.yml", List.of(yaml));
    }

    /** The plan of a study of so many weeks, the first metric being the primary one. */
    StudyResult plan(List<String> metrics, int weeks, String design) throws IOException {
        Instant start = START.plus(Duration.ofDays(7L * WEEKS));
        new StudyFolder(folder).write("studies/s.yml", List.of("""
                kind: experiment
                name: s
                unit: user
                period: {start: %s, end: %s}
                treatment:
                  exposures: {model: exposures}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [{metric: %s, mde: {relative: 0.1}}], secondary: %s}
                design: {history: {start: %s, end: %s, entry: events}, %s}
                analysis: {adjustment: none}
                monitoring: {method: fixed}
                """.formatted(
                        start.toString().substring(0, 10),
                        start.plus(Duration.ofDays(7L * weeks)).toString().substring(0, 10),
                        metrics.getFirst(),
                        metrics.subList(1, metrics.size()),
                        START.toString().substring(0, 10),
                        start.toString().substring(0, 10),
                        design)));
        try (Workspace workspace = new StudyFolder(folder).open()) {
            return workspace.design("s", Optional.empty(), 0, Progress.NONE).result();
        }
    }

    /** Purchases of every user within so many weeks. */
    SortedMap<Integer, List<Purchase>> until(int weeks) {
        SortedMap<Integer, List<Purchase>> byUser = new TreeMap<>();
        for (Purchase p : purchases) {
            if (p.day < 7 * weeks) {
                byUser.computeIfAbsent(p.user, _ -> new ArrayList<>()).add(p);
            }
        }
        return byUser;
    }

    static int city(int user) {
        return user / USERS;
    }

    /** Standard deviation of an estimate over so many draws of the assignment. */
    static double spread(int draws, RandomGenerator random, Function<RandomGenerator, Double> estimate) {
        double sum = 0;
        double squares = 0;
        for (int d = 0; d < draws; d++) {
            double value = estimate.apply(random);
            sum += value;
            squares += value * value;
        }
        return Math.sqrt((squares - sum * sum / draws) / (draws - 1));
    }

    /** A row of the plan at its end. */
    static double row(StudyResult plan, String metric, String name) {
        return row(plan, metric, name, "");
    }

    /** A row of the plan after so many weeks, of the end for none. */
    static double row(StudyResult plan, String metric, String name, String week) {
        for (Outcome outcome : plan.outcomes()) {
            boolean at = outcome.estimand().at().getOrDefault("week", "").equals(week);
            if (at
                    && outcome.estimand().metric().equals(metric)
                    && outcome.estimand().name().equals(name)
                    && outcome.estimand().scale() != Scale.RELATIVE_DIFFERENCE
                    && outcome instanceof Estimate estimate) {
                return estimate.value();
            }
        }
        throw new AssertionError(metric + "/" + name + " in " + plan.outcomes());
    }
}
