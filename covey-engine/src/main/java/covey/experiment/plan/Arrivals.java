package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.UnitCell;
import covey.experiment.spec.PlanRules;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many units enter in so many weeks. Inside the history it is what was seen, day by day, since a unit enters once
 * and the first week meets the busiest; beyond it every week brings as many as the last one did, a straight line and so named.
 *
 * @param byDay units that entered until the end of each day, from the first day of the history on; empty when the pace
 *     is one number
 * @param pace units a week beyond the history, or always
 */
public record Arrivals(List<Double> byDay, double pace) {
    private static final double DAYS = 7;

    public Arrivals {
        byDay = List.copyOf(byDay);
    }

    static Arrivals of(PlanRules rules, ExperimentData data, ZoneId zone, double plannedWeeks) {
        OptionalDouble declared = rules.weeklyUnits();
        if (declared.isPresent()) {
            return new Arrivals(List.of(), declared.getAsDouble());
        }
        if (!rules.dated()) {
            return new Arrivals(List.of(), data.exposures().units() / plannedWeeks);
        }
        LocalDate first = rules.start().atZone(zone).toLocalDate();
        int days = (int) ChronoUnit.DAYS.between(first, rules.end().atZone(zone).toLocalDate());
        double[] entered = new double[days];
        for (UnitCell cell : data.exposures().cells()) {
            int day = (int) ChronoUnit.DAYS.between(first, LocalDate.parse(cell.day()));
            if (cell.slice().isEmpty() && day >= 0 && day < days) {
                entered[day] += cell.units();
            }
        }
        Arrays.parallelPrefix(entered, Double::sum);
        double pace = days > DAYS ? entered[days - 1] - entered[days - 1 - (int) DAYS] : entered[days - 1];
        return new Arrivals(Arrays.stream(entered).boxed().toList(), pace);
    }

    /** Whole weeks that were seen; none when the pace is one number. */
    int weeksSeen() {
        return (int) (byDay.size() / DAYS);
    }

    /** Whether so many weeks lie beyond what was seen. */
    boolean continued(double weeks) {
        return byDay.size() > 0 && weeks * DAYS > byDay.size();
    }

    /** Weeks after which so many units have entered, at most the longest. */
    public double weeksFor(double wanted, double longest) {
        double low = 0;
        double high = longest;
        if (units(longest) <= wanted) {
            return longest;
        }
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (units(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Units that have entered after so many weeks. */
    public double units(double weeks) {
        double days = weeks * DAYS;
        if (days <= 0) {
            return 0;
        }
        if (days > byDay.size()) {
            double seen = byDay.size() == 0 ? 0 : byDay.getLast();
            return seen + (days - byDay.size()) / DAYS * pace;
        }
        int whole = (int) days;
        double until = whole == 0 ? 0 : byDay.get(whole - 1);
        double next = whole == byDay.size() ? until : byDay.get(whole);
        return until + (days - whole) * (next - until);
    }
}
