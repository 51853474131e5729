package covey.experiment.sequential;

import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** When looks were planned, and how much of the plan has passed. */
final class Schedules {
    /** Planned looks that are computed with; more than that change a bound in its third digit only. */
    private static final int MOST = 60;

    private final ExperimentSpec spec;
    private final Instant start;
    private final Instant asOf;

    Schedules(ExperimentSpec spec) {
        this.spec = spec;
        this.start = spec.study().start();
        this.asOf = spec.study().context().asOf();
    }

    /** When the last unit's window of a metric has passed. */
    Instant mature(MetricPlan metric) {
        return spec.study().end().plus(window(metric));
    }

    /** Time that the last unit is still watched for a metric. */
    Duration window(MetricPlan metric) {
        return metric.metric().window().to().orElse(Duration.ZERO);
    }

    /** Whether everything planned by time is in. */
    boolean over(MetricPlan metric) {
        return !asOf.isBefore(mature(metric));
    }

    /** Share of the time up to maturity that has passed, in (0, 1]. */
    double elapsed(MetricPlan metric) {
        double whole = seconds(start, mature(metric));
        return Math.clamp(seconds(start, asOf) / whole, 1e-6, 1);
    }

    /** Whether the days before a stop for efficacy have passed at a look. */
    boolean fullWeek(Instant look) {
        return !look.isBefore(start.plus(Duration.ofDays(spec.monitoring().minimumDays())));
    }

    /** Why a look was not planned; the last one always is. */
    Optional<String> unplanned(int look) {
        Schedule schedule = spec.monitoring().schedule();
        ZoneId zone = spec.study().schema().zone();
        LocalDate day = asOf.atZone(zone).toLocalDate();
        long days = day.toEpochDay() - start.atZone(zone).toLocalDate().toEpochDay();
        return switch (schedule.cadence()) {
            case DAILY, STAGES -> Optional.empty();
            case WEEKLY ->
                days % 7 == 0
                        ? Optional.empty()
                        : Optional.of("looks are weekly, and this one is " + days + " days after the start");
            case DATES ->
                schedule.dates().contains(day)
                        ? Optional.empty()
                        : Optional.of(day + " is none of the planned days " + schedule.dates());
            case NUMBER ->
                look <= schedule.number()
                        ? Optional.empty()
                        : Optional.of("it is look " + look + " of " + schedule.number());
        };
    }

    /** Shares of the plan at which looks are planned, the end included. */
    double[] planned() {
        return planned(seconds(start, spec.study().end()) / Duration.ofDays(1).toSeconds());
    }

    /** The same, were the period so many days long. */
    double[] planned(double days) {
        Schedule schedule = spec.monitoring().schedule();
        if (schedule.cadence() == Schedule.Cadence.DATES || schedule.cadence() == Schedule.Cadence.STAGES) {
            ZoneId zone = spec.study().schema().zone();
            double[] inside = schedule.dates().stream()
                    .mapToDouble(d -> seconds(start, d.atStartOfDay(zone).toInstant())
                            / seconds(start, spec.study().end()))
                    .filter(t -> t > 0 && t < 1)
                    .toArray();
            double[] all = java.util.Arrays.copyOf(inside, inside.length + 1);
            all[inside.length] = 1;
            return all;
        }
        double step = switch (schedule.cadence()) {
            case DAILY -> 1;
            case WEEKLY -> 7;
            default -> days / schedule.number();
        };
        int looks = (int) Math.max(1, Math.ceil(days / step - 1e-9));
        return looks > MOST ? every(days / MOST, days, MOST) : every(step, days, looks);
    }

    /** Looks so far apart, the last one at the end. */
    private static double[] every(double step, double days, int looks) {
        double[] fractions = new double[looks];
        for (int k = 1; k <= looks; k++) {
            fractions[k - 1] = k == looks ? 1 : k * step / days;
        }
        return fractions;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
