package covey.world;

import covey.warehouse.TableSink;
import covey.warehouse.TableSinks;
import covey.warehouse.TableStore;
import covey.world.LearningRanker.Training;
import covey.world.planted.Flaw;
import covey.world.planted.PlantedEffect;
import covey.world.planted.PlantedEffects;
import covey.world.truth.ExperimentTally;
import covey.world.truth.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes the simulated network. */
public final class World {
    private static final double SHARED_DEVICES = 0.005;
    private static final double SECOND_DEVICE = 0.28;
    private static final double THIRD_DEVICE = 0.02;

    private static final List<String> NOTES = List.of(
            "Effects are treatment minus control over users logged in exactly one arm, entry at their first exposure"
                    + " in [2026-03-01, 2026-03-15) UTC.",
            "Metrics count rows dated in [entry, 2026-03-15), revenue_14d in [entry, entry + 14d); rows logged twice "
                    + "count twice.",
            "value: expected effect given these users' visits; population_value: every user played under both arms "
                    + "with the same draws. For a capped metric both are the latter.",
            "Experiments overlap and their effects multiply; assignments are independent, and the truth of one is "
                    + "averaged over the others as they were assigned.",
            "Effects by day cover users who had that whole day since entry before 2026-03-15.",
            "standard_error: of the plain difference between the observed arms, without adjustment.",
            "Purchases without a number as amount are left out of the sums; they do not remove their user.",
            "Offline rankers: value takes the expectation over the engagements of the week, given users and lists;"
                    + " population_value is what the drawn engagements show.",
            "Versions of communities: value of moved_share and purity takes the expectation over who is moved, that of recall is"
                    + " what the drawn engagements show.",
            "Labels by people: value takes the expectation over interests and raters; population_value is what the same raters say of"
                    + " every interest.",
            "The cap of revenue is the 0.999 quantile of the observed values of the experiment's users, both arms "
                    + "pooled, zeros included, interpolated linearly.");

    /**
     * Who plays.
     *
     * @param size size of the world
     * @param seed seed of everything
     * @param streams random streams
     * @param population users
     * @param catalogue topics and items
     */
    record Cast(WorldSize size, long seed, Streams streams, Population population, Catalogue catalogue) {
        static Cast of(WorldSize size, long seed) {
            Streams streams = new Streams(seed);
            Population population = new Population(size, streams);
            return new Cast(size, seed, streams, population, new Catalogue(population, streams));
        }
    }

    private World() {}

    /** Makes {@code network.duckdb} and {@code truth.yml} in a folder. */
    public static Truth make(WorldSize size, long seed, Path folder, Progress progress) throws IOException {
        return make(size, seed, folder, WorldFormat.DUCKDB, progress);
    }

    /**
     * Makes the tables and {@code truth.yml} in a folder, which is made when missing. The same size and seed give the
     * same rows. Older files of the same names are replaced when the new ones are complete.
     *
     * @return the truth, as written
     */
    public static Truth make(WorldSize size, long seed, Path folder, WorldFormat format, Progress progress)
            throws IOException {
        Files.createDirectories(folder);
        Truth truth = switch (format) {
            case DUCKDB -> database(size, seed, folder.resolve("network.duckdb"), progress);
            case PARQUET ->
                write(
                        size,
                        seed,
                        (table, columns) -> TableSinks.parquet(folder.resolve(table + ".parquet"), columns),
                        progress);
        };
        truth.write(folder.resolve("truth.yml"));
        progress.report(1, "network made");
        return truth;
    }

    private static Truth database(WorldSize size, long seed, Path file, Progress progress) {
        try (TableStore store = TableSinks.duckDb(file)) {
            Truth truth = write(size, seed, store::table, progress);
            store.commit();
            return truth;
        }
    }

    /** Streams the rows of all tables into sinks, and commits these. */
    static Truth write(
            WorldSize size, long seed, BiFunction<String, List<TableSink.Column>, TableSink> open, Progress progress) {
        progress.report(0, "drawing users and items");
        return write(Cast.of(size, seed), PlantedEffects.ALL, open, progress);
    }

    /** The same with other effects than those listed. */
    static Truth write(
            Cast cast,
            List<PlantedEffect> effects,
            BiFunction<String, List<TableSink.Column>, TableSink> open,
            Progress progress) {
        try (NetworkTables tables = new NetworkTables(open)) {
            catalogue(cast.catalogue(), tables);
            History history = new History(cast, effects, tables);
            long sharedDevices = users(cast, history, tables, progress);
            List<Truth.Experiment> experiments = experiments(history);
            progress.report(0.95, "playing systems that learn and effects that last");
            experiments.add(new PushPacing(cast.streams(), tables).play());
            experiments.add(new LearningRanker("explorer_shared", Training.SHARED, 0, cast).play(tables));
            experiments.add(new LearningRanker("explorer_diverted", Training.DIVERTED, 1, cast).play(tables));
            OfflineRankers rankers = new OfflineRankers(cast, tables);
            experiments.add(rankers.play());
            experiments.add(new CommunityVersions(cast, tables, rankers.week()).play());
            experiments.add(new InterestLabels(cast, tables).play());
            Map<String, Long> rows = tables.rows();
            progress.report(0.97, "finishing tables");
            tables.commit();
            List<Truth.Defect> defects = new ArrayList<>(history.defects());
            defects.add(new Truth.Defect("shared_devices", sharedDevices, "devices of device_users with two users"));
            return new Truth(Truth.VERSION, cast.size().name(), cast.seed(), NOTES, rows, defects, experiments);
        }
    }

    private static void catalogue(Catalogue catalogue, NetworkTables tables) {
        for (int topic = 0; topic < Catalogue.topics(); topic++) {
            tables.topic(topic);
        }
        for (int item = 0; item < catalogue.items(); item++) {
            tables.item(catalogue, item);
        }
    }

    /** Writes every user with devices, follows and history; the number of shared devices. */
    private static long users(Cast cast, History history, NetworkTables tables, Progress progress) {
        int users = cast.population().size();
        int step = Math.max(1, users / 200);
        FollowGraph graph =
                new FollowGraph(cast.population(), cast.streams(), cast.size().followsPerUser());
        long shared = 0;
        for (int user = 0; user < users; user++) {
            if (user % step == 0) {
                String message = String.format(Locale.ROOT, "user %,d of %,d", user, users);
                progress.report(0.02 + 0.93 * user / users, message);
            }
            tables.user(cast.population(), user, cast.size().sessionsPerDay());
            List<String> devices = devices(cast.streams(), user);
            for (String device : devices) {
                tables.device(device, NetworkTables.userId(user));
            }
            shared += sharesDevice(cast.streams(), user) ? 1 : 0;
            graph.write(user, tables);
            history.play(user, devices);
        }
        return shared;
    }

    /** A user's devices; a few users also have the first device of the user before them. */
    private static List<String> devices(Streams streams, int user) {
        List<String> devices = new ArrayList<>();
        devices.add(NetworkTables.deviceId(user, 0));
        double more = streams.hashed(Streams.purpose("devices"), user);
        if (more < SECOND_DEVICE) {
            devices.add(NetworkTables.deviceId(user, 1));
        }
        if (more < THIRD_DEVICE) {
            devices.add(NetworkTables.deviceId(user, 2));
        }
        if (sharesDevice(streams, user)) {
            devices.add(NetworkTables.deviceId(user - 1, 0));
        }
        return devices;
    }

    private static boolean sharesDevice(Streams streams, int user) {
        return user > 0 && streams.hashed(Streams.purpose("shared device"), user) < SHARED_DEVICES;
    }

    private static List<Truth.Experiment> experiments(History history) {
        List<Truth.Experiment> experiments = new ArrayList<>();
        List<ExperimentTally> tallies = history.tallies();
        for (int e = 0; e < tallies.size(); e++) {
            List<Truth.Defect> defects = new ArrayList<>();
            Map<Flaw, Long> counts = history.enrolment().flawCounts(e);
            PlantedEffect effect = tallies.get(e).effect();
            effect.design()
                    .flaws()
                    .forEach(flaw ->
                            defects.add(new Truth.Defect(flaw.kind(), counts.getOrDefault(flaw, 0L), flaw.detail())));
            experiments.add(tallies.get(e).truth(Population.COMMUNITIES, defects));
        }
        return experiments;
    }
}
