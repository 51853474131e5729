package covey.world;

import covey.warehouse.TableSink;
import covey.warehouse.TableSink.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The tables of the network: their columns, and a typed writer for each. Times are UTC microseconds. */
final class NetworkTables implements AutoCloseable {
    /** Names and columns of all tables. */
    static final Map<String, List<Column>> SCHEMA = schema();

    private final Map<String, TableSink> sinks = new LinkedHashMap<>();
    private final TableSink users;
    private final TableSink topics;
    private final TableSink items;
    private final TableSink follows;
    private final TableSink deviceUsers;
    private final TableSink impressions;
    private final TableSink sessions;
    private final TableSink purchases;
    private final TableSink feedLoads;
    private final TableSink exposures;
    private final TableSink pushSchedule;
    private final TableSink pushes;
    private final TableSink recommendations;
    private final TableSink engagements;

    NetworkTables(BiFunction<String, List<Column>, TableSink> open) {
        SCHEMA.forEach((name, columns) -> sinks.put(name, open.apply(name, columns)));
        users = sink("users");
        topics = sink("topics");
        items = sink("items");
        follows = sink("follows");
        deviceUsers = sink("device_users");
        impressions = sink("impressions");
        sessions = sink("sessions");
        purchases = sink("purchases");
        feedLoads = sink("feed_loads");
        exposures = sink("exposures");
        pushSchedule = sink("push_schedule");
        pushes = sink("pushes");
        recommendations = sink("recommendations");
        engagements = sink("engagements");
    }

    private TableSink sink(String name) {
        TableSink sink = sinks.get(name);
        if (sink == null) {
            throw new IllegalStateException("no table " + name);
        }
        return sink;
    }

    private static Map<String, List<Column>> schema() {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        tables.put(
                "users",
                List.of(
                        text("user_id"),
                        text("country"),
                        text("platform"),
                        time("signup_at"),
                        text("home_community"),
                        text("activity_segment")));
        tables.put("topics", List.of(text("topic_id"), text("name")));
        tables.put("items", List.of(text("item_id"), text("author_id"), text("topic_id"), time("created_at")));
        tables.put("follows", List.of(text("follower"), text("followee"), time("followed_at")));
        tables.put("device_users", List.of(text("device_id"), text("user_id")));
        tables.put(
                "impressions",
                List.of(
                        new Column("impression_id", TableSink.Type.LONG),
                        text("user_id"),
                        text("device_id"),
                        text("author_id"),
                        text("item_id"),
                        text("surface"),
                        new Column("position", TableSink.Type.INT),
                        new Column("propensity", TableSink.Type.DOUBLE),
                        new Column("clicked", TableSink.Type.BOOLEAN),
                        new Column("liked", TableSink.Type.BOOLEAN),
                        new Column("dwell_ms", TableSink.Type.INT),
                        time("shown_at"),
                        time("ingested_at")));
        tables.put(
                "sessions",
                List.of(
                        new Column("session_id", TableSink.Type.LONG),
                        text("user_id"),
                        time("started_at"),
                        new Column("duration_s", TableSink.Type.INT)));
        tables.put(
                "purchases", List.of(text("user_id"), new Column("amount", TableSink.Type.DOUBLE), time("bought_at")));
        tables.put(
                "feed_loads",
                List.of(text("user_id"), new Column("latency_ms", TableSink.Type.DOUBLE), time("loaded_at")));
        tables.put("exposures", List.of(text("experiment_id"), text("user_id"), text("arm"), time("exposed_at")));
        feedback(tables);
        return tables;
    }

    /** Tables of what outlasts a window, and of what learns. */
    private static void feedback(Map<String, List<Column>> tables) {
        tables.put("push_schedule", List.of(text("experiment_id"), text("country"), text("arm"), time("starts_at")));
        tables.put(
                "pushes",
                List.of(
                        new Column("push_id", TableSink.Type.LONG),
                        text("country"),
                        new Column("opened", TableSink.Type.BOOLEAN),
                        time("sent_at")));
        tables.put(
                "recommendations",
                List.of(
                        text("user_id"),
                        text("item_id"),
                        new Column("clicked", TableSink.Type.BOOLEAN),
                        time("shown_at")));
        tables.put("engagements", List.of(text("user_id"), text("item_id"), time("engaged_at")));
        for (String system : OfflineRankers.SYSTEMS) {
            tables.put(
                    lists(system), List.of(text("user_id"), text("item_id"), new Column("rank", TableSink.Type.INT)));
        }
        Column correct = new Column("correct", TableSink.Type.INT);
        tables.put("interests", List.of(text("interest_id"), text("user_id"), text("topic_id"), text("source")));
        tables.put("interest_ratings", List.of(text("interest_id"), text("rater_id"), correct));
        tables.put("interest_judgements", List.of(text("interest_id"), correct));
        tables.put("memberships", List.of(text("user_id"), text("version"), text("cluster_id")));
    }

    /** Table of an offline ranker's lists. */
    private static String lists(String system) {
        return "lists_" + system;
    }

    private static Column text(String name) {
        return new Column(name, TableSink.Type.TEXT);
    }

    private static Column time(String name) {
        return new Column(name, TableSink.Type.TIMESTAMP);
    }

    /** Name of a user: the letter u and seven digits. */
    static String userId(int user) {
        return id('u', user);
    }

    private static String id(char letter, int number) {
        char[] chars = new char[8];
        chars[0] = letter;
        int rest = number;
        for (int i = 7; i > 0; i--) {
            chars[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return new String(chars);
    }

    /** Name of a device: its first owner and a letter. */
    static String deviceId(int owner, int device) {
        return id('d', owner) + (char) ('a' + device);
    }

    void user(Population population, int user, double meanRate) {
        users.appendText(userId(user));
        users.appendText(population.country(user));
        users.appendText(population.platform(user));
        users.appendTimestamp(population.signup(user));
        users.appendText(Population.COMMUNITIES.get(population.community(user)));
        users.appendText(population.segment(user, meanRate));
        users.endRow();
    }

    void topic(int topic) {
        topics.appendText("t" + topic);
        topics.appendText(Catalogue.topicName(topic));
        topics.endRow();
    }

    void item(Catalogue catalogue, int item) {
        items.appendText(id('i', item));
        items.appendText(userId(catalogue.author(item)));
        items.appendText("t" + catalogue.topic(item));
        items.appendTimestamp(catalogue.createdAt(item));
        items.endRow();
    }

    void follow(int follower, int followee, long followedAt) {
        follows.appendText(userId(follower));
        follows.appendText(userId(followee));
        follows.appendTimestamp(followedAt);
        follows.endRow();
    }

    void device(String device, String user) {
        deviceUsers.appendText(device);
        deviceUsers.appendText(user);
        deviceUsers.endRow();
    }

    void impression(Impression row) {
        impressions.appendLong(row.id);
        impressions.appendText(row.user);
        impressions.appendText(row.device);
        impressions.appendText(userId(row.author));
        impressions.appendText(id('i', row.item));
        impressions.appendText(row.surface);
        impressions.appendInt(row.position);
        impressions.appendDouble(row.propensity);
        impressions.appendBoolean(row.clicked);
        impressions.appendBoolean(row.liked);
        impressions.appendInt(row.dwellMs);
        impressions.appendTimestamp(row.shownAt);
        impressions.appendTimestamp(row.ingestedAt);
        impressions.endRow();
    }

    void session(long id, String user, long startedAt, int seconds) {
        sessions.appendLong(id);
        sessions.appendText(user);
        sessions.appendTimestamp(startedAt);
        sessions.appendInt(seconds);
        sessions.endRow();
    }

    /** A purchase; a NULL amount when empty. */
    void purchase(String user, @Nullable Double amount, long boughtAt) {
        purchases.appendText(user);
        if (amount == null) {
            purchases.appendNull();
        } else {
            purchases.appendDouble(amount);
        }
        purchases.appendTimestamp(boughtAt);
        purchases.endRow();
    }

    void feedLoad(String user, double latencyMs, long loadedAt) {
        feedLoads.appendText(user);
        feedLoads.appendDouble(latencyMs);
        feedLoads.appendTimestamp(loadedAt);
        feedLoads.endRow();
    }

    void exposure(String experiment, String user, @Nullable String arm, long exposedAt) {
        exposures.appendText(experiment);
        exposures.appendText(user);
        exposures.appendText(arm);
        exposures.appendTimestamp(exposedAt);
        exposures.endRow();
    }

    void pushWindow(String experiment, String country, String arm, long startsAt) {
        pushSchedule.appendText(experiment);
        pushSchedule.appendText(country);
        pushSchedule.appendText(arm);
        pushSchedule.appendTimestamp(startsAt);
        pushSchedule.endRow();
    }

    void push(long id, String country, boolean opened, long sentAt) {
        pushes.appendLong(id);
        pushes.appendText(country);
        pushes.appendBoolean(opened);
        pushes.appendTimestamp(sentAt);
        pushes.endRow();
    }

    void recommendation(String user, int item, boolean clicked, long shownAt) {
        recommendations.appendText(user);
        recommendations.appendText(id('r', item));
        recommendations.appendBoolean(clicked);
        recommendations.appendTimestamp(shownAt);
        recommendations.endRow();
    }

    void engagement(String user, int item, long engagedAt) {
        engagements.appendText(user);
        engagements.appendText(id('i', item));
        engagements.appendTimestamp(engagedAt);
        engagements.endRow();
    }

    /** An item of an offline ranker's list, at a rank from 1. */
    void listed(String system, String user, int item, int rank) {
        TableSink sink = sink(lists(system));
        sink.appendText(user);
        sink.appendText(id('i', item));
        sink.appendInt(rank);
        sink.endRow();
    }

    /** Cluster of a user in a version of the communities, from 0. */
    void membership(String user, String version, int cluster) {
        TableSink sink = sink("memberships");
        sink.appendText(user);
        sink.appendText(version);
        sink.appendText(version + "c" + (cluster + 1));
        sink.endRow();
    }

    void interest(String interest, String user, int topic, String source) {
        TableSink sink = sink("interests");
        sink.appendText(interest);
        sink.appendText(user);
        sink.appendText("t" + topic);
        sink.appendText(source);
        sink.endRow();
    }

    void rated(String interest, String rater, boolean correct) {
        TableSink sink = sink("interest_ratings");
        sink.appendText(interest);
        sink.appendText(rater);
        sink.appendInt(correct ? 1 : 0);
        sink.endRow();
    }

    void judged(String interest, boolean correct) {
        TableSink sink = sink("interest_judgements");
        sink.appendText(interest);
        sink.appendInt(correct ? 1 : 0);
        sink.endRow();
    }

    /** Rows written so far, by table. */
    Map<String, Long> rows() {
        Map<String, Long> counts = new LinkedHashMap<>();
        sinks.forEach((name, sink) -> counts.put(name, sink.rows()));
        return counts;
    }

    void commit() {
        sinks.values().forEach(TableSink::commit);
    }

    @Override
    public void close() {
        sinks.values().forEach(TableSink::close);
    }

    /** An impression being drawn; reused from row to row. */
    static final class Impression {
        long id;
        String user = "";
        String device = "";
        int author;
        int item;
        String surface = "";
        int position;
        double propensity;
        boolean clicked;
        boolean liked;
        int dwellMs;
        long shownAt;
        long ingestedAt;
    }
}
