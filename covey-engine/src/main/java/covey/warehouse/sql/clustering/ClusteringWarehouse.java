package covey.warehouse.sql.clustering;

import covey.data.ClusteringData;
import covey.data.ClusteringData.Engagement;
import covey.data.ClusteringData.FeatureRows;
import covey.data.ClusteringData.Memberships;
import covey.data.ClusteringRequirement;
import covey.data.ClusteringRequirement.FeatureSource;
import covey.data.ExperimentData.Failure;
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

/** Runs the script of a clustering evaluation and brings memberships home in columns. */
public final class ClusteringWarehouse implements StudyWarehouse {
    private static final int STEPS_OF_SCRIPT = 2;

    private final SqlSession session;
    private final ClusteringRequirement need;
    private final ModelTables tables;
    private final ClusteringSql sql;

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     */
    public ClusteringWarehouse(SqlSession session, ClusteringRequirement need) {
        this.session = session;
        this.need = need;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        this.sql = new ClusteringSql(need, tables);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(sql.building());
        steps.addAll(sql.counting());
        steps.add(sql.readEntities());
        steps.add(sql.readRows(ClusteringSql.BASELINE));
        steps.add(sql.readRows(ClusteringSql.CANDIDATE));
        need.truth().ifPresent(_ -> steps.add(sql.readRows(ClusteringSql.TRUTH)));
        need.features().ifPresent(f -> steps.add(sql.readFeatures(f)));
        need.engagement().ifPresent(_ -> steps.add(sql.readEngagement()));
        return steps;
    }

    @Override
    public List<Query> compile() {
        return ScriptRun.queries(steps());
    }

    @Override
    public Map<String, String> evidence() {
        return Map.of();
    }

    @Override
    public Map<String, Failure> faults() {
        compile();
        return Map.of();
    }

    @Override
    public Fetched<ClusteringData> fetch(BiConsumer<Double, String> progress) {
        List<Step> script = new ArrayList<>(sql.building());
        script.addAll(sql.counting());
        ScriptRun run = new ScriptRun(session);
        Map<String, List<Answer>> answers = run.run(
                script,
                ClusteringSql.TEMPORARY,
                ScriptRun.Keep.TABLES,
                (done, what) -> progress.accept(done / STEPS_OF_SCRIPT, what));
        try {
            ClusteringData data = data(counts(answers), progress);
            return new Fetched<>(data, data.freshness(), ScriptRun.queries(steps()));
        } finally {
            run.drop(ClusteringSql.TEMPORARY);
        }
    }

    private static Map<String, Long> counts(Map<String, List<Answer>> answers) {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((step, rows) -> {
            String of = step.replace("clu_", "").replace("_counts", "");
            rows.forEach(row -> row.columns().forEach(c -> counts.put(of + "/" + c, row.countOrZero(c))));
        });
        return counts;
    }

    private ClusteringData data(Map<String, Long> counts, BiConsumer<Double, String> progress) {
        counts.forEach((name, count) -> {
            if (name.endsWith("_rows") && !name.startsWith("engagement")) {
                bounded(name, count);
            }
        });
        bounded("engagements", counts.getOrDefault("engagement/pairs", 0L));
        progress.accept(0.5, "memberships");
        List<String> entities = session.query(sql.readEntities().sql(), row -> row.text("entity_id"));
        List<Memberships> baseline = memberships(ClusteringSql.BASELINE);
        List<Memberships> candidate = memberships(ClusteringSql.CANDIDATE);
        Optional<Memberships> truth = need.truth()
                .flatMap(_ -> memberships(ClusteringSql.TRUTH).stream().findFirst());
        progress.accept(0.8, "features and engagements");
        return new ClusteringData(
                entities,
                baseline,
                candidate,
                truth.orElse(ClusteringData.NO_ROWS),
                need.features()
                        .map(this::features)
                        .orElseGet(() -> new FeatureRows(List.of(), Ints.over(), Doubles.over())),
                need.engagement()
                        .map(_ -> engagement(counts.getOrDefault("engagement/pairs", 0L)))
                        .orElseGet(() -> new Engagement(0, Ints.over(), Ints.over(), Bytes.over())),
                counts,
                tables.freshness());
    }

    private void bounded(String what, long rows) {
        if (rows > need.mostRows()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    what.replace('/', ' ').replace('_', ' ') + " are " + rows + ", and at most " + need.mostRows()
                            + " are brought home",
                    "evaluate a sample of entities by the same filter on each table, or raise analysis.most_rows");
        }
    }

    private List<Memberships> memberships(String version) {
        List<Memberships> runs = new ArrayList<>();
        MembershipColumns[] at = new MembershipColumns[1];
        session.each(sql.readRows(version).sql(), row -> {
            String run = row.text("run");
            if (at[0] == null || !at[0].run().equals(run)) {
                if (at[0] != null) {
                    runs.add(at[0].memberships());
                }
                at[0] = new MembershipColumns(run);
            }
            at[0].add((int) row.count("entity_no"), row.textOrNull("cluster"), row.number("weight"));
        });
        if (at[0] != null) {
            runs.add(at[0].memberships());
        }
        return runs;
    }

    private FeatureRows features(FeatureSource source) {
        int wide = source.columns().size();
        List<Integer> entities = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        session.each(sql.readFeatures(source).sql(), row -> {
            int entity = (int) row.count("entity_no");
            // of an entity that stands twice the first row counts; how many do is told
            if (entities.isEmpty() || entities.getLast() != entity) {
                entities.add(entity);
                double[] of = new double[wide];
                for (int i = 0; i < wide; i++) {
                    of[i] = row.number("f" + (i + 1));
                }
                values.add(of);
            }
        });
        return new FeatureRows(
                source.columns(),
                Ints.over(entities.stream().mapToInt(Integer::intValue).toArray()),
                Doubles.over(values.stream().flatMapToDouble(Arrays::stream).toArray()));
    }

    private Engagement engagement(long pairs) {
        int[] users = new int[(int) pairs];
        int[] with = new int[(int) pairs];
        byte[] held = new byte[(int) pairs];
        int[] at = new int[2];
        session.each(sql.readEngagement().sql(), row -> {
            users[at[0]] = (int) row.count("entity_no");
            with[at[0]] = (int) row.count("item_no");
            held[at[0]] = (byte) (1 - row.count("trained"));
            at[1] = Math.max(at[1], with[at[0]] + 1);
            at[0]++;
        });
        return new Engagement(at[1], Ints.over(users), Ints.over(with), Bytes.over(held));
    }
}
