package covey.warehouse.sql;

import covey.metric.Aggregate;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Dimension;
import covey.metric.Link;
import covey.metric.Location;
import covey.metric.Model;
import covey.metric.Schema;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Random rows that hold every nastiness at once, as Java objects for the oracle and as tables for the engines. Names of
 * tables and columns are as awkward as engines allow.
 */
final class Ground {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final String USER = "user \"id\"";
    static final String TIME = "at; --";
    static final String ARM = "select";
    static final String CONTROL = "it's \"x\"; DROP TABLE users;--";
    static final String TREATED = "ünï\ncode";
    static final String THIRD = "{}";

    record Exposure(
            @Nullable String unit,
            @Nullable String arm,
            @Nullable Instant at,
            @Nullable Boolean sound,
            String study) {}

    record Event(
            @Nullable String key,
            @Nullable Instant at,
            @Nullable Double v,
            @Nullable Integer n,
            @Nullable Boolean flag,
            @Nullable BigDecimal amount,
            @Nullable String kind) {}

    record User(
            String id,
            @Nullable String country,
            @Nullable Double age,
            @Nullable LocalDate signup) {}

    record Version(
            String user, @Nullable Instant at, @Nullable String plan) {}

    final Instant start;
    final Instant end;
    final RandomGenerator random;
    final List<Exposure> exposures = new ArrayList<>();
    final List<User> users = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    final Map<String, String> deviceUser = new LinkedHashMap<>();
    final List<String[]> bridge = new ArrayList<>();
    final Map<String, List<Event>> events = new LinkedHashMap<>();
    private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    Ground(long seed, LocalDate from, int days) {
        start = from.atStartOfDay(BERLIN).toInstant();
        end = from.plusDays(days).atStartOfDay(BERLIN).toInstant();
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        makeUsers(300);
        makeExposures();
        for (String model : List.of("events", "berlin", "days", "logs", "plain")) {
            makeEvents(model, 2500);
        }
    }

    private <T> @Nullable T maybe(double share, T value) {
        return random.nextDouble() < share ? null : value;
    }

    private Instant time(Duration before, Duration after) {
        long span = Duration.between(start.minus(before), end.plus(after)).toMillis();
        return start.minus(before).plusMillis(random.nextLong(span));
    }

    private String user() {
        return "u'" + random.nextInt(300);
    }

    private void makeUsers(int n) {
        String[] countries = {"DE", "it's \"q\"", "new\nline", "ü", "Zz", "a", "", "-- x", "b"};
        for (int i = 0; i < n; i++) {
            String id = "u'" + i;
            int c = (int) Math.min(8, Math.floor(Math.abs(random.nextGaussian()) * 3));
            double age = random.nextInt(40) == 0 ? Double.NaN : Math.round(random.nextGaussian() * 100) / 4.0;
            if (i % 10 != 3) {
                users.add(new User(
                        id,
                        maybe(0.1, countries[c]),
                        maybe(0.1, age),
                        maybe(0.1, LocalDate.ofInstant(start, ZoneOffset.UTC).minusDays(random.nextInt(60) - 2))));
            }
            for (int k = random.nextInt(4); k > 0; k--) {
                versions.add(new Version(
                        id,
                        maybe(0.05, time(Duration.ofDays(9), Duration.ZERO)),
                        maybe(0.1, k % 2 == 0 ? "pro" : "free")));
            }
            bridge.add(new String[] {"d" + i, id});
            deviceUser.put("d" + i, id);
            if (random.nextInt(10) == 0) {
                bridge.add(new String[] {"d" + i, user()});
                boolean same = bridge.getLast()[1].equals(id);
                if (!same) {
                    deviceUser.remove("d" + i);
                }
            }
        }
    }

    private void makeExposures() {
        String[] arms = {CONTROL, TREATED, THIRD};
        for (int i = 0; i < 280; i++) {
            String arm = arms[random.nextInt(3)];
            int copies = 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
            for (int k = 0; k < copies; k++) {
                Instant at = switch (random.nextInt(25)) {
                    case 0 -> start;
                    case 1 -> end;
                    case 2 -> start.minusNanos(1000);
                    case 3 -> end.minusNanos(1000);
                    default -> time(Duration.ofDays(1), Duration.ofDays(1));
                };
                String seen = switch (random.nextInt(40)) {
                    case 0 -> "unknown " + random.nextInt(30);
                    case 1 -> arms[random.nextInt(3)];
                    default -> arm;
                };
                Boolean sound = random.nextInt(40) == 0 ? maybe(0.5, false) : Boolean.TRUE;
                exposures.add(new Exposure(
                        maybe(0.02, "u'" + i),
                        maybe(0.02, seen),
                        maybe(0.02, at),
                        sound,
                        random.nextInt(20) == 0 ? "other" : "e'1"));
            }
        }
    }

    private void makeEvents(String model, int n) {
        List<Event> made = new ArrayList<>();
        List<@Nullable Object[]> stored = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Optional<Exposure> near = random.nextInt(3) == 0
                    ? Optional.of(exposures.get(random.nextInt(exposures.size())))
                    : Optional.empty();
            Instant wanted = near.map(this::boundary).orElseGet(this::eventTime);
            Object at;
            Instant meant;
            switch (model) {
                case "berlin" -> {
                    LocalDateTime local = random.nextInt(100) == 0
                            ? LocalDate.of(2026, 3, 29).atTime(2, random.nextInt(60))
                            : LocalDateTime.ofInstant(wanted, BERLIN);
                    at = local;
                    // skipped hours keep the offset before the change, repeated ones are the second pass
                    meant = ZonedDateTime.ofLocal(local, BERLIN, null)
                            .withLaterOffsetAtOverlap()
                            .toInstant();
                }
                case "days" -> {
                    LocalDate day = LocalDate.ofInstant(wanted, BERLIN);
                    at = day;
                    meant = day.atStartOfDay(BERLIN).toInstant();
                }
                case "logs" -> {
                    at = wanted;
                    meant = wanted;
                }
                default -> {
                    at = LocalDateTime.ofInstant(wanted, ZoneOffset.UTC);
                    meant = wanted;
                }
            }
            boolean undated = random.nextInt(50) == 0;
            String owner = near.map(Exposure::unit).orElseGet(this::user);
            String key = maybe(0.02, model.equals("logs") ? "d" + random.nextInt(330) : owner);
            Double v = switch (random.nextInt(40)) {
                case 0 -> Double.NaN;
                case 1 -> Double.POSITIVE_INFINITY;
                case 2 -> Double.NEGATIVE_INFINITY;
                case 3 -> null;
                default -> Math.round(random.nextGaussian() * 1000 + 300) / 8.0;
            };
            Event event = new Event(
                    key,
                    undated || model.equals("plain") ? null : meant,
                    v,
                    maybe(0.05, random.nextInt(-3, 9)),
                    maybe(0.1, random.nextBoolean()),
                    maybe(0.05, BigDecimal.valueOf(random.nextInt(-100, 100_000), 3)),
                    maybe(0.1, List.of("click", "it's", "view", "Click").get(random.nextInt(4))));
            made.add(event);
            stored.add(
                    new Object[] {key, undated ? null : at, v, event.n(), event.flag(), event.amount(), event.kind()});
        }
        events.put(model, made);
        rows.put(model, stored);
    }

    /** At entry or at whole days from it, where windows begin and end, or a microsecond beside. */
    private Instant boundary(Exposure exposure) {
        Instant at = exposure.at() == null ? start : exposure.at();
        return at.plus(Duration.ofDays(random.nextInt(-7, 5))).plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
    }

    private Instant eventTime() {
        return random.nextInt(8) == 0 ? end : time(Duration.ofDays(9), Duration.ofDays(4));
    }

    /** What an expression gives for a row, for the oracle. */
    static Function<Event, @Nullable Object> expr(String sql) {
        return switch (sql) {
            case "*" -> _ -> 1;
            case "v" -> Event::v;
            case "n" -> Event::n;
            case "flag" -> Event::flag;
            case "amount" -> Event::amount;
            case "kind" -> Event::kind;
            case "n * 2" -> e -> e.n() == null ? null : e.n() * 2;
            default -> throw new IllegalArgumentException(sql);
        };
    }

    /** Whether a row fulfils a condition, for the oracle. */
    static boolean matches(String sql, Event e) {
        return switch (sql) {
            case "" -> true;
            case "kind = 'click'" -> "click".equals(e.kind());
            case "kind = 'it''s'" -> "it's".equals(e.kind());
            case "n > 7" -> e.n() != null && e.n() > 7;
            case "v > 0" -> e.v() != null && (e.v().isNaN() || e.v() > 0);
            case "flag" -> Boolean.TRUE.equals(e.flag());
            default -> throw new IllegalArgumentException(sql);
        };
    }

    /** Whether a condition is neither true nor false for a row, for the oracle. */
    static boolean undecided(String sql, Event e) {
        return switch (sql) {
            case "" -> false;
            case "kind = 'click'", "kind = 'it''s'" -> e.kind() == null;
            case "n > 7" -> e.n() == null;
            case "v > 0" -> e.v() == null;
            case "flag" -> e.flag() == null;
            default -> throw new IllegalArgumentException(sql);
        };
    }

    static Aggregate aggregate(String model, Aggregate.Function function, String expr, String filter) {
        return new Aggregate(model, function, expr, filter);
    }

    private static Column column(String name, @Nullable Entity entity, @Nullable DimensionType type) {
        return new Column(name, Optional.empty(), Optional.ofNullable(entity), Optional.ofNullable(type));
    }

    private static DimensionType time(@Nullable String zone) {
        return new DimensionType(DimensionType.Kind.TIME, false, Optional.ofNullable(zone));
    }

    private static Model model(String name, String table, boolean timed, Duration delay, Column... columns) {
        return new Model(
                name, table, timed ? Optional.of(TIME) : Optional.empty(), delay, List.of(columns), Location.NONE);
    }

    /** The schema, with unit {@code user}. */
    Schema schema() {
        Entity user = new Entity("user", false);
        Entity one = new Entity("user", true);
        Entity device = new Entity("device", false);
        Duration none = Duration.ZERO;
        List<Model> models = List.of(
                model(
                        "exposures",
                        "my exposures; --",
                        true,
                        none,
                        column(USER, user, null),
                        column(ARM, null, null),
                        column(TIME, null, time("UTC"))),
                model(
                        "events",
                        "ev\"ents",
                        true,
                        Duration.ofHours(5),
                        column(USER, user, null),
                        column(TIME, null, time("UTC"))),
                model(
                        "berlin",
                        "group",
                        true,
                        none,
                        column(USER, user, null),
                        column(TIME, null, time("Europe/Berlin"))),
                model("days", "days", true, none, column(USER, user, null), column(TIME, null, time("Europe/Berlin"))),
                model("logs", "logs", true, none, column(USER, device, null), column(TIME, null, time(null))),
                model("plain", "plain", false, none, column(USER, user, null)),
                model("users", "Üsers", false, none, column(USER, one, null), column("country", null, null)),
                model("plans", "plans", true, none, column(USER, user, null), column(TIME, null, time("UTC"))),
                model("bridge", "bridge", false, none, column("device", device, null), column("user", user, null)),
                model(
                        "missing",
                        "no such table",
                        true,
                        none,
                        column(USER, user, null),
                        column(TIME, null, time("UTC"))),
                model("unzoned", "ev\"ents", true, none, column(USER, user, null), column(TIME, null, time(null))),
                model("numbered", "numbered", true, none, column(USER, user, null), column(TIME, null, time("UTC"))),
                model("empty", "empty", true, none, column(USER, user, null), column(TIME, null, time("UTC"))));
        return new Schema(
                BERLIN,
                DayOfWeek.MONDAY,
                models,
                List.of(new Link(
                        "device",
                        "user",
                        "bridge",
                        Link.Cardinality.MANY_TO_ONE,
                        Link.Conflicts.EXCLUDE,
                        0.1,
                        Location.NONE)),
                List.of(
                        new Dimension("country", "user", "users", "country", List.of(), 3, false, Location.NONE),
                        new Dimension(
                                "age", "user", "users", "age", List.of(-10.0, 0.0, 12.5), 20, true, Location.NONE),
                        new Dimension("years", "user", "users", "age", List.of(), 20, true, Location.NONE),
                        new Dimension("plan", "user", "plans", "plan", List.of(), 20, false, Location.NONE),
                        new Dimension(
                                "tenure",
                                "user",
                                "users",
                                "CAST(entry_at AS DATE) - signup",
                                List.of(0.0, 7.0, 28.0),
                                20,
                                true,
                                Location.NONE)));
    }

    /** The same rows as tables. */
    TestTables tables(String engine) {
        TestTables tables = new TestTables(engine);
        List<@Nullable Object[]> exposed = new ArrayList<>();
        exposures.forEach(e -> exposed.add(new Object[] {
            e.unit(),
            e.arm(),
            e.at() == null ? null : LocalDateTime.ofInstant(e.at(), ZoneOffset.UTC),
            e.sound(),
            e.study()
        }));
        tables.table(
                "my exposures; --",
                List.of(USER + " TEXT", ARM + " TEXT", TIME + " TIMESTAMP", "sound BOOLEAN", "the study TEXT"),
                exposed);
        eventTable(tables, "ev\"ents", "TIMESTAMP", rows.getOrDefault("events", List.of()));
        eventTable(tables, "group", "TIMESTAMP", rows.getOrDefault("berlin", List.of()));
        eventTable(tables, "days", "DATE", rows.getOrDefault("days", List.of()));
        eventTable(tables, "logs", "TIMESTAMPTZ", rows.getOrDefault("logs", List.of()));
        eventTable(tables, "plain", "TIMESTAMP", rows.getOrDefault("plain", List.of()));
        eventTable(tables, "empty", "TIMESTAMP", List.of());
        List<@Nullable Object[]> numbered = new ArrayList<>();
        numbered.add(new Object[] {1, LocalDateTime.ofInstant(start, ZoneOffset.UTC)});
        tables.table("numbered", List.of(USER + " BIGINT", TIME + " TIMESTAMP"), numbered);
        List<@Nullable Object[]> people = new ArrayList<>();
        users.forEach(u -> people.add(new Object[] {u.id(), u.country(), u.age(), u.signup()}));
        tables.table("Üsers", List.of(USER + " TEXT", "country TEXT", "age FLOAT8", "signup DATE"), people);
        List<@Nullable Object[]> plans = new ArrayList<>();
        versions.forEach(v -> plans.add(new Object[] {
            v.user(), v.at() == null ? null : LocalDateTime.ofInstant(v.at(), ZoneOffset.UTC), v.plan()
        }));
        tables.table("plans", List.of(USER + " TEXT", TIME + " TIMESTAMP", "plan TEXT"), plans);
        List<@Nullable Object[]> links = new ArrayList<>();
        bridge.forEach(b -> links.add(new Object[] {b[0], b[1]}));
        tables.table("bridge", List.of("device TEXT", "user TEXT"), links);
        return tables;
    }

    private static void eventTable(TestTables tables, String name, String time, List<@Nullable Object[]> stored) {
        tables.table(
                name,
                List.of(
                        USER + " TEXT",
                        TIME + " " + time,
                        "v FLOAT8",
                        "n INTEGER",
                        "flag BOOLEAN",
                        "amount DECIMAL(18,3)",
                        "kind TEXT"),
                stored);
    }
}
