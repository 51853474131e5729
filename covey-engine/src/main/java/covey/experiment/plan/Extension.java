package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.MetricInfo.Role;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How much longer a running experiment must last for the information that its plan is for, in whole weeks. */
final class Extension {
    private static final Duration WEEK = Duration.ofDays(7);

    private final PlanBasis basis;
    private final PlanSpec running;
    private final int weeks;
    private final double planned;
    private final Map<Asked, Nuisance> known = new LinkedHashMap<>();
    private final Map<Asked, Missing> missing = new LinkedHashMap<>();

    /** A primary metric in an arm. */
    record Asked(MetricPlan plan, Study.Arm arm) {}

    /**
     * @param basis what was promised
     * @param running the experiment, its rules those of the weeks that have passed
     * @param data these weeks, all units in one arm
     */
    Extension(PlanBasis basis, PlanSpec running, ExperimentData data) {
        this.basis = basis;
        this.running = running;
        this.weeks = whole(running.rules().start(), running.rules().end());
        this.planned = Duration.between(running.rules().start(), basis.end()).toHours() / (24 * 7.0);
        Planning history = new Planning(basis.spec(), basis.history());
        Arrivals arrivals = Arrivals.of(running.rules(), data, zone(), planned);
        for (MetricPlan plan : basis.spec().experiment().metrics(Role.PRIMARY)) {
            for (Study.Arm arm : basis.spec().experiment().treatments()) {
                look(history, data, arrivals, new Asked(plan, arm));
            }
        }
        if (known.isEmpty()) {
            throw new SpecificationException(
                    running.experiment().study().location(),
                    "no primary metric of " + running.name() + " can be read in its first " + weeks + " weeks: "
                            + missing.values().stream()
                                    .map(Missing::message)
                                    .findFirst()
                                    .orElse("there is none"),
                    "wait another week");
        }
    }

    static int whole(Instant from, Instant to) {
        return (int) (Duration.between(from, to).toHours() / WEEK.toHours());
    }

    private void look(Planning history, ExperimentData data, Arrivals arrivals, Asked asked) {
        Failure failure = data.failures().get(asked.plan().name());
        if (failure != null) {
            missing.put(asked, Missing.of(failure));
            return;
        }
        try {
            known.put(asked, seen(history, data, arrivals, asked));
        } catch (DegenerateDataException e) {
            missing.put(asked, Missing.of(e));
        }
    }

    private Nuisance seen(Planning history, ExperimentData data, Arrivals arrivals, Asked asked) {
        Outlook outlook = history.outlook(asked.plan(), asked.arm());
        double expected = outlook.units(weeks);
        if (!(expected > 0)) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "the history has no unit in its first " + weeks + " weeks");
        }
        MetricHistory present = MetricHistory.of(running, asked.plan(), data);
        return new Nuisance(
                outlook,
                present.outcome(weeks),
                outlook.history().outcome(weeks),
                arrivals.units(weeks) / expected,
                weeks,
                present.units(weeks));
    }

    /** Comparisons of which there is something to say, in order. */
    Map<Asked, Nuisance> known() {
        return Collections.unmodifiableMap(known);
    }

    /** The others. */
    Map<Asked, Missing> missing() {
        return Collections.unmodifiableMap(missing);
    }

    /** Whole weeks that have passed. */
    int weeks() {
        return weeks;
    }

    /** Length as planned, in weeks. */
    double planned() {
        return planned;
    }

    PlanSpec running() {
        return running;
    }

    Instant plannedEnd() {
        return basis.end();
    }

    /** Most weeks that may be added. */
    int mostExtra() {
        return (int) Math.floor(planned * (running.rules().reEstimate().most() - 1) + 1e-9);
    }

    /** Weeks to add to the planned length: until all are reached, as far as the rules allow. */
    int extra() {
        int passed = (int) Math.ceil(Math.max(0, seconds(basis.end(), now()) / (double) WEEK.toSeconds()));
        return IntStream.rangeClosed(Math.min(passed, mostExtra()), mostExtra())
                .filter(k -> known().values().stream().allMatch(n -> reached(n, planned + k)))
                .findFirst()
                .orElse(mostExtra());
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    private Instant now() {
        return running.experiment().study().context().asOf();
    }

    /** Whether the information of the plan is to be had in so many weeks. */
    boolean reached(Nuisance nuisance, double after) {
        return nuisance.reached(after, planned);
    }

    /** The end with so many weeks more. */
    Instant end(int extra) {
        return basis.end().atZone(zone()).plusWeeks(extra).toInstant();
    }

    /** The comparison that needs most: what decides. */
    Map.Entry<Asked, Nuisance> slowest() {
        return known().entrySet().stream()
                .min(Comparator.comparingDouble(e -> fraction(e.getValue(), planned)))
                .orElseThrow();
    }

    /** Information after so many weeks over that of the plan. */
    double fraction(Nuisance nuisance, double after) {
        return nuisance.information(after) / nuisance.target(planned).maximumInformation();
    }

    /** Information so far over that of the plan. */
    double fraction(Nuisance nuisance) {
        return nuisance.information() / nuisance.target(planned).maximumInformation();
    }

    private ZoneId zone() {
        return running.experiment().study().schema().zone();
    }
}
