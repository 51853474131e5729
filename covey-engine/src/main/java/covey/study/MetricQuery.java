package covey.study;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A metric without a study.
 *
 * @param metric metric name
 * @param by {@code day}, {@code week} or {@code month}, and dimensions
 * @param last length of time back from the newest data; all data when empty
 * @param asOf nothing later than this is read
 */
public record MetricQuery(String metric, List<String> by, Optional<Duration> last, Optional<Instant> asOf) {
    public MetricQuery {
        by = List.copyOf(by);
    }
}
