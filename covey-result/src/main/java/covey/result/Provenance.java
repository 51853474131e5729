package covey.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a result came from.
 *
 * @param specification the study file as declared, YAML
 * @param specificationHash SHA-256 of the specification and of the metrics it uses
 * @param queries the SQL in the order it ran
 * @param engine engine and version, such as {@code DuckDB 2.0.0}
 * @param asOf instant the data were read as of, ISO-8601
 * @param dataUntil newest row seen in each model, ISO-8601 in UTC
 * @param rows rows read from each model
 * @param dropped rows and units left out
 * @param seed seed of every random choice
 * @param codeVersion Covey's version
 * @param settings effective settings with their origin
 * @param computedAt when the result was computed, ISO-8601
 */
public record Provenance(
        String specification,
        String specificationHash,
        List<Query> queries,
        String engine,
        String asOf,
        Map<String, String> dataUntil,
        Map<String, Long> rows,
        List<Dropped> dropped,
        long seed,
        String codeVersion,
        List<Setting> settings,
        String computedAt) {
    public Provenance {
        queries = List.copyOf(queries);
        dataUntil = Collections.unmodifiableMap(new TreeMap<>(dataUntil));
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
        dropped = List.copyOf(dropped);
        settings = List.copyOf(settings);
    }
}
