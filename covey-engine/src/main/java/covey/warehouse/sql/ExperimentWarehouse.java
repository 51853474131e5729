package covey.warehouse.sql;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.result.Query;
import covey.result.Reason;
import covey.warehouse.SqlSession;
import covey.warehouse.WarehouseException;
import covey.warehouse.sql.ScriptRun.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Runs an experiment's script on one session and reads the answers. */
public final class ExperimentWarehouse implements StudyWarehouse {
    private final SqlSession session;
    private final ExperimentRequirement need;
    private final ModelTables tables;

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     */
    public ExperimentWarehouse(SqlSession session, ExperimentRequirement need) {
        this.session = session;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        this.need = need.exposure().beginsWithItsRows()
                ? need.within(tables.of(need.exposure().model()).freshness())
                : need;
    }

    @Override
    public List<Query> compile() {
        return ScriptRun.queries(new ExperimentScript(need, session, tables, Map.of()).steps());
    }

    @Override
    public Map<String, String> evidence() {
        UnitsSql units = new UnitsSql(need, tables);
        Map<String, String> evidence =
                new TreeMap<>(new EvidenceSql(need, session.dialect(), units.rows(), units.enteredUnits()).all());
        units.disagreements().ifPresent(sql -> evidence.put("verify_assignment", sql));
        return evidence;
    }

    /** Units that are analysed with the arm that they saw first. */
    public Map<String, String> firstArms() {
        Map<String, String> arms = new TreeMap<>();
        session.query(firstArmsSql(), Answer::of).forEach(row -> arms.put(row.text("unit"), row.text("arm")));
        return arms;
    }

    /** The query of {@link #firstArms}, runnable as it stands. */
    public String firstArmsSql() {
        return Sql.fill(
                "WITH entered AS (\n{}\n)\nSELECT {} AS unit, arm\nFROM entered\nWHERE {}\nORDER BY unit",
                new UnitsSql(need, tables).enteredUnits(),
                session.dialect().text("unit_id"),
                UnitsSql.SOUND);
    }

    /** Units soundly exposed to this experiment, and how many of them to another one too: {@code units}, {@code both_studies}. */
    public String sharedSql(ExperimentWarehouse other) {
        return Sql.fill(
                "SELECT count(*) AS units, count(y.unit) AS both_studies\nFROM (\n{}\n) AS x\nLEFT JOIN (\n{}\n) AS y ON y.unit = x.unit",
                firstArmsSql(),
                other.firstArmsSql());
    }

    @Override
    public Map<String, Failure> faults() {
        return new ExperimentScript(need, session, tables, Map.of()).failures();
    }

    /**
     * {@inheritDoc}
     *
     * @throws WarehouseException when the fault is not that of one metric
     */
    @Override
    public Fetched<ExperimentData> fetch(BiConsumer<Double, String> progress) {
        ExperimentScript script = new ExperimentScript(need, session, tables, Map.of());
        try {
            return fetched(script, progress);
        } catch (WarehouseException e) {
            if (e.kind() != WarehouseException.Kind.QUERY || script.plans().isEmpty()) {
                throw e;
            }
            Map<String, Failure> failures = new TreeMap<>(script.failures());
            progress.accept(0.0, "a query failed: looking for the metric that is to blame");
            if (fault(List.of()).isPresent()) {
                throw e;
            }
            blame(script.plans().stream().map(MetricPlan::need).toList(), failures);
            return fetched(new ExperimentScript(need, session, tables, failures), progress);
        }
    }

    private Fetched<ExperimentData> fetched(ExperimentScript script, BiConsumer<Double, String> progress) {
        List<Step> steps = script.steps();
        Map<String, List<Answer>> answers = new ScriptRun(session).run(steps, script.temporaryTables(), progress);
        ExperimentData data = new ExperimentReading(need, script, answers).data(script.failures(), tables.freshness());
        return new Fetched<>(data, data.freshness(), ScriptRun.queries(steps));
    }

    /** Tries the metrics by halves until each culprit stands alone. */
    private void blame(List<MetricNeed> suspects, Map<String, Failure> failures) {
        Optional<WarehouseException> fault = fault(suspects);
        if (fault.isEmpty()) {
            return;
        }
        if (suspects.size() == 1) {
            failures.put(
                    suspects.getFirst().metric().name(),
                    new Failure(
                            Reason.QUERY_FAILED.name(),
                            String.valueOf(fault.get().getMessage()),
                            fault.get().advice()));
            return;
        }
        int half = suspects.size() / 2;
        blame(suspects.subList(0, half), failures);
        blame(suspects.subList(half, suspects.size()), failures);
    }

    /** What goes wrong with these metrics alone. */
    private Optional<WarehouseException> fault(List<MetricNeed> metrics) {
        ExperimentScript script = new ExperimentScript(need.withMetrics(metrics), session, tables, Map.of());
        try {
            new ScriptRun(session).run(script.steps(), script.temporaryTables(), (_, _) -> {});
            return Optional.empty();
        } catch (WarehouseException e) {
            if (e.kind() != WarehouseException.Kind.QUERY) {
                throw e;
            }
            return Optional.of(e);
        }
    }
}
