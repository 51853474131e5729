package covey.ranking;

import covey.result.MetricInfo.Goal;
import java.util.Set;

/** A metric of lists that is about more than what was relevant. It is immutable. */
public interface BeyondMetric {
    /** The name as printed, with the cutoff and every parameter that is not the default. */
    String name();

    /** The formula in one line, with what an unknown or missing thing is taken for. */
    String formula();

    /** Ranks looked at. */
    int cutoff();

    /** Which direction is usually wanted. */
    Goal goal();

    /** What must be known beside the lists. */
    Set<Need> needs();
}
