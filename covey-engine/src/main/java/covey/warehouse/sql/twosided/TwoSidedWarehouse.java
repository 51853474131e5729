package covey.warehouse.sql.twosided;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentRequirement;
import covey.data.TwoSidedData;
import covey.data.TwoSidedRequirement;
import covey.result.Query;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.ExperimentWarehouse;
import covey.warehouse.sql.StudyWarehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Runs the experiment's script once for each side, one after the other. */
public final class TwoSidedWarehouse implements StudyWarehouse {
    private final TwoSidedRequirement need;
    private final List<ExperimentWarehouse> sides;

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     */
    public TwoSidedWarehouse(SqlSession session, TwoSidedRequirement need) {
        this.need = need;
        this.sides = need.sides().stream()
                .map(s -> new ExperimentWarehouse(session, s))
                .toList();
    }

    @Override
    public List<Query> compile() {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            queries.addAll(named(i, sides.get(i).compile()));
        }
        return queries;
    }

    /** Queries of the other sides carry the name of their unit. */
    private List<Query> named(int side, List<Query> queries) {
        return queries.stream()
                .map(q -> new Query(prefix(side) + q.name(), q.purpose(), q.sql(), q.hash()))
                .toList();
    }

    private String prefix(int side) {
        ExperimentRequirement own = need.sides().get(side);
        return side == 0 ? "" : own.unit() + "_";
    }

    @Override
    public Map<String, String> evidence() {
        Map<String, String> evidence = new TreeMap<>();
        for (int i = 0; i < sides.size(); i++) {
            String prefix = prefix(i);
            sides.get(i).evidence().forEach((check, sql) -> evidence.put(prefix + check, sql));
        }
        return evidence;
    }

    @Override
    public Map<String, Failure> faults() {
        Map<String, Failure> faults = new TreeMap<>();
        sides.forEach(s -> faults.putAll(s.faults()));
        return faults;
    }

    @Override
    public Fetched<TwoSidedData> fetch(BiConsumer<Double, String> progress) {
        List<ExperimentData> data = new ArrayList<>();
        List<Query> queries = new ArrayList<>();
        Map<String, Freshness> freshness = new TreeMap<>();
        for (int i = 0; i < sides.size(); i++) {
            double before = i;
            Fetched<ExperimentData> fetched =
                    sides.get(i).fetch((done, what) -> progress.accept((before + done) / sides.size(), what));
            data.add(fetched.data());
            freshness.putAll(fetched.freshness());
            queries.addAll(named(i, fetched.queries()));
        }
        return new Fetched<>(new TwoSidedData(data), freshness, queries);
    }
}
