package covey.warehouse.sql.ranking;

import covey.data.ExperimentData.Failure;
import covey.data.RankingData;
import covey.data.RankingData.Codes;
import covey.data.RankingData.Counts;
import covey.data.RankingData.History;
import covey.data.RankingData.Items;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Queries;
import covey.data.RankingData.Scored;
import covey.data.RankingData.Truth;
import covey.data.RankingData.Weekly;
import covey.data.RankingRequirement;
import covey.data.RankingRequirement.ItemSource;
import covey.data.column.Bytes;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.result.Query;
import covey.result.Reason;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.Answer;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.StudyWarehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs the script of a ranking evaluation and brings the lists home in columns. */
public final class RankingWarehouse implements StudyWarehouse {
    /** Different grades that one byte holds beside "not judged". */
    private static final int MOST_GRADES = 254;

    private static final long MOST_NUMBERS = 250_000_000;

    private final SqlSession session;
    private final RankingRequirement need;
    private final ModelTables tables;
    private final RankingSql sql;
    private final ListReads reads;
    private final ScoreSql scores;
    private final WeeksSql weeks;

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     * @throws CompileException when a table or column is not there
     */
    public RankingWarehouse(SqlSession session, RankingRequirement need) {
        this.session = session;
        this.need = need;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        this.sql = new RankingSql(need, tables);
        this.reads = new ListReads(tables.dialect());
        this.scores = new ScoreSql(sql, tables.dialect(), need.systems().size());
        this.weeks = new WeeksSql(need);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(first());
        if (need.reading().scores()) {
            if (!need.slices().isEmpty()) {
                steps.add(scores.readUnits());
            }
            steps.add(scores.readRows());
        }
        if (!need.reading().lists()) {
            return steps;
        }
        steps.add(sql.readQueries());
        steps.add(reads.items());
        vectored().ifPresent(i -> steps.add(sql.vectors(i)));
        steps.add(reads.truth());
        if (need.personal()) {
            steps.add(reads.history());
        }
        for (int k = 1; k <= need.systems().size(); k++) {
            steps.add(reads.lengths(k));
            steps.add(reads.list(k));
            if (weeks.read()) {
                steps.add(sql.weeks(k, weeks));
            }
        }
        return steps;
    }

    /** What is built and counted before anything is read. */
    private List<Step> first() {
        List<Step> steps = new ArrayList<>(sql.building());
        if (need.reading().scores()) {
            steps.addAll(scores.building());
        }
        steps.addAll(counting());
        return steps;
    }

    private List<Step> counting() {
        List<Step> steps = new ArrayList<>(sql.counting());
        if (need.reading().scores()) {
            steps.add(scores.counting());
        }
        return steps;
    }

    private List<String> temporary() {
        return Stream.concat(sql.temporary().stream(), scores.temporary().stream())
                .toList();
    }

    @Override
    public List<Query> compile() {
        return ScriptRun.queries(steps());
    }

    @Override
    public Map<String, String> evidence() {
        Map<String, String> evidence = new TreeMap<>();
        counting().forEach(s -> evidence.put(s.name(), s.sql()));
        return evidence;
    }

    @Override
    public Map<String, Failure> faults() {
        return Map.of();
    }

    @Override
    public Fetched<RankingData> fetch(BiConsumer<Double, String> progress) {
        ScriptRun run = new ScriptRun(session);
        Map<String, List<Answer>> answers =
                run.run(first(), temporary(), ScriptRun.Keep.TABLES, (done, what) -> progress.accept(0.6 * done, what));
        try {
            RankingData data = data(answers, progress);
            return new Fetched<>(data, data.freshness(), ScriptRun.queries(steps()));
        } finally {
            run.drop(temporary());
        }
    }

    private RankingData data(Map<String, List<Answer>> answers, BiConsumer<Double, String> progress) {
        Scored scored = Scored.UNREAD;
        if (need.reading().scores()) {
            progress.accept(0.6, "scored rows");
            Answer found = answers.getOrDefault("scored_counts", List.of()).getFirst();
            scored = new ScoreReading(session, need, scores).scored(found);
        }
        if (!need.reading().lists()) {
            return withoutLists(scored, answers);
        }
        progress.accept(0.6, "queries and items");
        Queries queries = queries();
        Items items = items();
        Truth truth = truth(queries, levels(answers));
        List<Lists> systems = new ArrayList<>();
        for (int k = 1; k <= need.systems().size(); k++) {
            progress.accept(
                    0.65 + 0.35 * (k - 1) / need.systems().size(),
                    "lists of " + need.systems().get(k - 1).name());
            systems.add(lists(k, queries));
        }
        return new RankingData(
                queries, items, truth, history(queries), systems, scored, counts(answers), tables.freshness());
    }

    private RankingData withoutLists(Scored scored, Map<String, List<Answer>> answers) {
        Ints none = Ints.over();
        Codes uncoded = new Codes("", List.of(), none);
        return new RankingData(
                new Queries(List.of(), 0, none, 0, List.of()),
                new Items(List.of(), 0, false, uncoded, uncoded, Doubles.over(), none, 0),
                new Truth(Ints.over(0), none, Bytes.over(), Doubles.over()),
                History.UNREAD,
                need.systems().stream()
                        .map(s -> new Lists(
                                s.name(), Ints.over(0), none, Bytes.over(), Bytes.over(), none, Weekly.UNREAD))
                        .toList(),
                scored,
                counts(answers),
                tables.freshness());
    }

    private static double[] levels(Map<String, List<Answer>> answers) {
        List<Answer> rows = answers.getOrDefault("grades", List.of());
        if (rows.size() > MOST_GRADES) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "the truth has " + rows.size() + " different grades, and at most " + MOST_GRADES + " are read",
                    "give truth.grade a column of few values, such as round(100 * grade) / 100");
        }
        return rows.stream().mapToDouble(r -> r.number("grade")).toArray();
    }

    private Queries queries() {
        List<String> ids = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        Map<String, Integer> numbers = new java.util.HashMap<>();
        List<Vocabulary> slices = need.slices().stream().map(Vocabulary::new).toList();
        int[] judged = new int[1];
        session.each(sql.readQueries().sql(), row -> {
            String id = row.text("query_id");
            String unit = row.textOrNull("unit_id");
            ids.add(id);
            // a query without a unit is one of its own
            units.add(numbers.computeIfAbsent(unit == null ? "query " + id : "unit " + unit, _ -> numbers.size()));
            judged[0] += row.count("judged") == 1 ? 1 : 0;
            for (int i = 0; i < slices.size(); i++) {
                slices.get(i).add(row.text("s" + (i + 1)));
            }
        });
        return new Queries(
                ids,
                judged[0],
                Ints.over(units.stream().mapToInt(Integer::intValue).toArray()),
                numbers.size(),
                slices.stream().map(Vocabulary::codes).toList());
    }

    private Items items() {
        List<String> ids = new ArrayList<>();
        Vocabulary category = new Vocabulary("category");
        Vocabulary provider = new Vocabulary("provider");
        List<Integer> popularity = new ArrayList<>();
        int[] listed = new int[1];
        session.each(reads.items().sql(), row -> {
            ids.add(row.text("item_id"));
            category.add(row.textOrNull("category"));
            provider.add(row.textOrNull("provider"));
            popularity.add((int) row.count("popularity"));
            listed[0] += row.count("listed") == 1 ? 1 : 0;
        });
        boolean declared = need.items().isPresent();
        return new Items(
                ids,
                declared ? listed[0] : ids.size(),
                declared,
                category.codes(),
                provider.codes(),
                vectored().map(i -> vectors(i, ids.size())).orElse(Doubles.over()),
                need.history().isPresent()
                        ? Ints.over(
                                popularity.stream().mapToInt(Integer::intValue).toArray())
                        : Ints.over(),
                need.history().isPresent() ? historyUsers() : 0);
    }

    private Optional<ItemSource> vectored() {
        return need.items().filter(i -> !i.features().isEmpty());
    }

    private Doubles vectors(ItemSource source, int items) {
        int dimensions = source.features().size();
        if ((long) items * dimensions > MOST_NUMBERS) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    items + " items with " + dimensions + " features are more than " + MOST_NUMBERS + " numbers",
                    "name fewer columns in items.features");
        }
        double[] vectors = new double[items * dimensions];
        Arrays.fill(vectors, Double.NaN);
        session.each(sql.vectors(source).sql(), row -> {
            int from = (int) row.count("item_no") * dimensions;
            for (int d = 0; d < dimensions; d++) {
                vectors[from + d] = row.number("f" + (d + 1));
            }
        });
        return Doubles.over(vectors);
    }

    private long historyUsers() {
        return session.query("SELECT count(DISTINCT query_id) AS n FROM covey_history", row -> row.count("n"))
                .getFirst();
    }

    private Truth truth(Queries queries, double[] levels) {
        GrowingInts items = new GrowingInts();
        GrowingBytes grades = new GrowingBytes();
        int[] offsets = new int[queries.judged() + 1];
        session.each(reads.truth().sql(), row -> {
            int query = (int) row.count("query_no");
            long judged = row.count("judged");
            // judgements of queries that have negative ones only belong to no judged query
            if (query < queries.judged()) {
                items.add((int) (judged / ListReads.TIED));
                grades.add((byte) (judged % ListReads.TIED - 1));
                offsets[query + 1] = items.size();
            }
        });
        return new Truth(filled(offsets), items.column(), grades.column(), Doubles.over(levels));
    }

    private History history(Queries queries) {
        if (!need.personal()) {
            return History.UNREAD;
        }
        GrowingInts items = new GrowingInts();
        int[] offsets = new int[queries.judged() + 1];
        session.each(reads.history().sql(), row -> {
            if (items.size() >= need.mostRows()) {
                throw new CompileException(
                        Reason.NOT_SUPPORTED,
                        "the history has more than " + need.mostRows()
                                + " items of judged users, which is as many as are" + " brought home",
                        "leave out the metrics that compare a list with its user's history, or raise analysis.most_rows");
            }
            items.add((int) row.count("item_no"));
            offsets[(int) row.count("query_no") + 1] = items.size();
        });
        return new History(filled(offsets), items.column());
    }

    /** Queries without rows end where the one before them ends. */
    private static Ints filled(int[] offsets) {
        for (int q = 1; q < offsets.length; q++) {
            offsets[q] = Math.max(offsets[q], offsets[q - 1]);
        }
        return Ints.over(offsets);
    }

    private Lists lists(int k, Queries asked) {
        int queries = asked.size();
        int[] offsets = new int[queries + 1];
        int[] lengths = new int[queries];
        session.each(reads.lengths(k).sql(), row -> {
            int query = (int) row.count("query_no");
            offsets[query + 1] = (int) row.count("ranks");
            lengths[query] = (int) row.count("list_length");
        });
        long rows = IntStream.of(offsets).asLongStream().sum();
        String system = need.systems().get(k - 1).name();
        if (rows > need.mostRows()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "the lists of " + system + " have " + rows + " rows up to rank " + need.depth() + ", and at most "
                            + need.mostRows() + " are brought home",
                    "ask for smaller cutoffs, evaluate a sample of users by systems." + system
                            + ".filter and truth.filter alike, or raise analysis.most_rows");
        }
        for (int q = 1; q <= queries; q++) {
            offsets[q] += offsets[q - 1];
        }
        int[] items = new int[(int) rows];
        byte[] grades = new byte[(int) rows];
        byte[] tied = new byte[(int) rows];
        int[] at = new int[1];
        session.each(reads.list(k).sql(), row -> {
            long ranked = row.count("ranked");
            items[at[0]] = (int) (ranked / ListReads.ITEM);
            grades[at[0]] = (byte) (ranked % ListReads.TIED);
            tied[at[0]++] = (byte) (ranked / ListReads.TIED % 2);
        });
        return new Lists(
                system,
                Ints.over(offsets),
                Ints.over(items),
                Bytes.over(grades),
                Bytes.over(tied),
                Ints.over(lengths),
                weeks.read() ? weekly(k, asked.judged()) : Weekly.UNREAD);
    }

    private Weekly weekly(int k, int judged) {
        GrowingInts items = new GrowingInts();
        int[] offsets = new int[Math.addExact(Math.multiplyExact(judged, weeks.weeks()), 1)];
        session.each(sql.weeks(k, weeks).sql(), row -> {
            if (items.size() >= need.mostRows()) {
                throw new CompileException(
                        Reason.NOT_SUPPORTED,
                        "the weekly lists of " + need.systems().get(k - 1).name() + " have more than " + need.mostRows()
                                + " rows, which is as many as are brought home",
                        "give the trend a smaller cutoff, or raise analysis.most_rows");
            }
            items.add((int) row.count("item_no"));
            offsets[(int) (row.count("query_no") * weeks.weeks() + row.count("week")) + 1] = items.size();
        });
        return new Weekly(weeks.weeks(), filled(offsets), items.column());
    }

    private Counts counts(Map<String, List<Answer>> answers) {
        Map<String, Long> counts = new TreeMap<>();
        add(counts, "outside", answers.getOrDefault("outside", List.of()));
        add(counts, "scored", answers.getOrDefault("scored_counts", List.of()));
        add(counts, "truth", answers.getOrDefault("truth_counts", List.of()));
        for (int k = 1; k <= need.systems().size(); k++) {
            add(counts, need.systems().get(k - 1).name(), answers.getOrDefault("list_" + k + "_counts", List.of()));
        }
        return new Counts(counts);
    }

    private static void add(Map<String, Long> counts, String of, List<Answer> rows) {
        rows.forEach(row -> row.columns().forEach(c -> counts.put(of + "/" + c, row.countOrZero(c))));
    }
}
