package covey.ranking.metric.exposure;

import covey.ranking.BeyondMetric;

/** One number for all lists of a system; no mean over users, so its error comes from leaving out groups of them. */
public interface ExposureMetric extends BeyondMetric {
    /**
     * The metric of what the lists show.
     *
     * @throws covey.stats.DegenerateDataException when they show nothing that it measures
     */
    double of(Exposure exposure);
}
