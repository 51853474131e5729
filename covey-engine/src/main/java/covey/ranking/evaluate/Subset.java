package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.ranking.compare.PairedTotals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Some of the counted queries with the units they belong to, numbered from 0 without gaps. */
final class Subset {
    private final int[] positions;
    private final int[] unitOf;
    private final int units;

    private Subset(int[] positions, int[] unitOf, int units) {
        this.positions = positions;
        this.unitOf = unitOf;
        this.units = units;
    }

    /**
     * A subset.
     *
     * @param counted queries that count
     * @param positions indices into {@code counted}
     */
    static Subset of(RankingData data, int[] counted, int[] positions) {
        int[] number = new int[data.queries().unitCount()];
        Arrays.fill(number, -1);
        int[] unitOf = new int[positions.length];
        int units = 0;
        for (int i = 0; i < positions.length; i++) {
            int unit = data.queries().units().at(counted[positions[i]]);
            if (number[unit] < 0) {
                number[unit] = units++;
            }
            unitOf[i] = number[unit];
        }
        return new Subset(positions, unitOf, units);
    }

    static Subset all(RankingData data, int[] counted) {
        return of(data, counted, IntStream.range(0, counted.length).toArray());
    }

    /** Those with a number under every system, of values by system and counted query. */
    static Subset defined(RankingData data, int[] counted, List<double[]> values) {
        return of(
                data,
                counted,
                IntStream.range(0, counted.length)
                        .filter(c -> values.stream().noneMatch(v -> Double.isNaN(v[c])))
                        .toArray());
    }

    /** Indices of its queries among those that count. */
    int[] positions() {
        return positions.clone();
    }

    int queries() {
        return positions.length;
    }

    int units() {
        return units;
    }

    /** Total of each unit, of values by counted query. */
    double[] totals(double[] values) {
        double[] totals = new double[units];
        for (int i = 0; i < positions.length; i++) {
            totals[unitOf[i]] += values[positions[i]];
        }
        return totals;
    }

    /** Totals of the units under two systems. */
    PairedTotals paired(double[] baseline, double[] candidate) {
        return PairedTotals.of(totals(baseline), totals(candidate), observations());
    }

    /** Totals of the units of one system. */
    PairedTotals level(double[] values) {
        return PairedTotals.level(totals(values), observations());
    }

    /** Queries of each unit. */
    double[] observations() {
        double[] observations = new double[units];
        for (int unit : unitOf) {
            observations[unit]++;
        }
        return observations;
    }
}
