package covey.experiment.grouped.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.UnitCell;
import covey.data.Groups.PairDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How many pairs of units are complete when so many units have entered. Inside the history it is what was seen, day by
 * day: early on most units wait for their partner. Beyond it pairs come together as in the last week, never more than the
 * units make.
 *
 * @param units units that had entered at the end of each day, those of no pair among them
 * @param complete pairs whose second unit had entered
 * @param begun pairs whose first had
 */
record PairArrivals(List<Double> units, List<Double> complete, List<Double> begun) {
    private static final int WEEK = 7;

    static PairArrivals of(ExperimentData data) {
        SortedMap<LocalDate, long[]> days = new TreeMap<>();
        for (UnitCell cell : data.exposures().cells()) {
            if (cell.slice().isEmpty()) {
                days.computeIfAbsent(LocalDate.parse(cell.day()), _ -> new long[3])[0] += cell.units();
            }
        }
        for (PairDay day : data.groups().pairing().days()) {
            long[] counts = days.computeIfAbsent(LocalDate.parse(day.day()), _ -> new long[3]);
            counts[1] += day.completed();
            counts[2] += day.begun();
        }
        if (!days.isEmpty()) {
            // days on which nobody entered count as days
            days.firstKey().datesUntil(days.lastKey()).forEach(day -> days.computeIfAbsent(day, _ -> new long[3]));
        }
        List<List<Double>> sums = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (long[] counts : days.values()) {
            for (int i = 0; i < counts.length; i++) {
                List<Double> sum = sums.get(i);
                sum.add(counts[i] + (sum.isEmpty() ? 0 : sum.getLast()));
            }
        }
        return new PairArrivals(sums.get(0), sums.get(1), sums.get(2));
    }

    /** Complete pairs among so many units. */
    double pairs(double entered) {
        return Math.min(entered / 2, among(complete, entered));
    }

    /** Units that are in a pair whose other unit has not entered. */
    double waiting(double entered) {
        return Math.max(0, among(begun, entered) - pairs(entered));
    }

    /** Pairs and units alone after each whole week that was seen, in words; empty without one. */
    String byWeek() {
        StringJoiner pairs = new StringJoiner(", ");
        StringJoiner alone = new StringJoiner(", ");
        for (int day = WEEK; day <= units.size(); day += WEEK) {
            pairs.add(Long.toString(Math.round(complete.get(day - 1))));
            alone.add(Long.toString(Math.round(begun.get(day - 1) - complete.get(day - 1))));
        }
        return pairs.length() == 0
                ? ""
                : ": week by week " + pairs + " pairs are complete and " + alone + " units wait for their partner";
    }

    private double among(List<Double> counts, double entered) {
        int last = units.size() - 1;
        if (last < 0 || entered <= 0) {
            return 0;
        }
        if (entered > units.get(last)) {
            int before = last - WEEK;
            double seen = counts.get(last) - (before < 0 ? 0 : counts.get(before));
            double of = units.get(last) - (before < 0 ? 0 : units.get(before));
            return counts.get(last) + (entered - units.get(last)) * (of > 0 ? seen / of : 0);
        }
        int day = 0;
        while (units.get(day) < entered) {
            day++;
        }
        double from = day == 0 ? 0 : units.get(day - 1);
        double low = day == 0 ? 0 : counts.get(day - 1);
        return low + (entered - from) / (units.get(day) - from) * (counts.get(day) - low);
    }
}
