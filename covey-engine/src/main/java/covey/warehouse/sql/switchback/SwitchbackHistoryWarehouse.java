package covey.warehouse.sql.switchback;

import covey.data.ExperimentData.Failure;
import covey.data.SwitchbackData;
import covey.data.SwitchbackHistory;
import covey.data.SwitchbackHistoryRequirement;
import covey.result.Query;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.StudyWarehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Reads the totals of a switchback once for each length of a window. */
public final class SwitchbackHistoryWarehouse implements StudyWarehouse {
    private final SwitchbackHistoryRequirement need;
    private final List<SwitchbackWarehouse> lengths;

    /**
     * @param session open session; stays open
     * @param need what the planner asked for
     */
    public SwitchbackHistoryWarehouse(SqlSession session, SwitchbackHistoryRequirement need) {
        this.need = need;
        this.lengths = need.lengths().stream()
                .map(l -> new SwitchbackWarehouse(session, l))
                .toList();
    }

    @Override
    public List<Query> compile() {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            queries.addAll(named(i, lengths.get(i).compile()));
        }
        return queries;
    }

    /** Queries carry the length of their windows. */
    private List<Query> named(int i, List<Query> queries) {
        Duration every = need.lengths().get(i).every();
        String name = every.toSeconds() % 3600 == 0 ? every.toHours() + "h" : every.toSeconds() + "s";
        return queries.stream()
                .map(q -> new Query(q.name() + "_" + name, q.purpose(), q.sql(), q.hash()))
                .toList();
    }

    @Override
    public Map<String, String> evidence() {
        return Map.of();
    }

    @Override
    public Map<String, Failure> faults() {
        Map<String, Failure> faults = new TreeMap<>();
        lengths.forEach(l -> faults.putAll(l.faults()));
        return faults;
    }

    @Override
    public Fetched<SwitchbackHistory> fetch(BiConsumer<Double, String> progress) {
        List<SwitchbackData> data = new ArrayList<>();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            double before = i;
            Fetched<SwitchbackData> fetched =
                    lengths.get(i).fetch((done, what) -> progress.accept((before + done) / lengths.size(), what));
            data.add(fetched.data());
            queries.addAll(named(i, fetched.queries()));
        }
        return new Fetched<>(new SwitchbackHistory(data), data.getFirst().freshness(), queries);
    }
}
