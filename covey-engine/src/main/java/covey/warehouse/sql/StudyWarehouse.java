package covey.warehouse.sql;

import covey.data.Data;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.result.Query;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one study asks of a warehouse: the SQL, and the data it gives. */
public interface StudyWarehouse {
    /**
     * The SQL that {@link #fetch} runs, in order, each statement runnable as it stands.
     *
     * @throws CompileException when the tables cannot be read as declared
     */
    List<Query> compile();

    /** For each trust check the query that shows what it found. */
    Map<String, String> evidence();

    /** Metrics that cannot be compiled, with the reason. */
    Map<String, Failure> faults();

    /**
     * Runs the script. A metric whose query fails is left out with its reason; the others go on.
     *
     * @param progress told the fraction done and what is being done
     * @throws CompileException when the tables cannot be read as declared
     */
    Fetched<?> fetch(BiConsumer<Double, String> progress);

    /**
     * The data, how fresh the tables are and the SQL that gave it.
     *
     * @param <D> shape of the data
     */
    record Fetched<D extends Data>(D data, Map<String, Freshness> freshness, List<Query> queries) {
        public Fetched {
            freshness = Map.copyOf(freshness);
            queries = List.copyOf(queries);
        }
    }
}
