package covey.stats.sampledrank;

import java.util.function.IntToDoubleFunction;

/**
 * The metric at the estimated rank, {@code M(1 + ⌊(n − 1)(r̃ − 1)/m⌋)}. The rank is estimated without bias, the metric is not: a metric
 * of the top sees the first n/m ranks as one, and systems may still change places.
 *
 * <p>Krichene and Rendle (2020), KDD, section 5.1; the formula, exact.
 *
 * @param sample how candidates were drawn
 */
public record RankEstimate(CandidateSample sample) implements SampledMetricCorrection {
    @Override
    public double[] corrected(IntToDoubleFunction metric) {
        double[] corrected = new double[sample.size() + 1];
        for (int above = 0; above < corrected.length; above++) {
            corrected[above] = metric.applyAsDouble(1 + (int) ((sample.items() - 1L) * above / sample.size()));
        }
        return corrected;
    }

    @Override
    public String words() {
        return "metric at the estimated rank";
    }
}
