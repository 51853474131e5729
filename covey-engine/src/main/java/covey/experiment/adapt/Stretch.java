package covey.experiment.adapt;

import covey.data.ExperimentData;
import covey.data.ExperimentData.UnitCell;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.MetricComparison;
import covey.experiment.plan.Arrivals;
import covey.experiment.plan.PlanBasis;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.ReEstimateRules.Conditional;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.MetricInfo.Role;
import covey.stats.distribution.Normal;
import covey.stats.sequential.PromisingZone.Decision;
import covey.stats.sequential.PromisingZone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far an experiment is made longer for what its interim look showed, in whole weeks. A maximum in units that is reached
 * before the period is over ends the plan: then that length is what is stretched, the maximum with it, and the period ends
 * as many weeks later.
 */
final class Stretch {
    private final PlanSpec spec;
    private final PlanBasis basis;
    private final Arrivals arrivals;
    private final double planned;
    private final double units;
    private final List<Interim> all = new ArrayList<>();
    private final Map<Interim, Decision> decisions = new LinkedHashMap<>();

    /**
     * @param spec the experiment as of the interim look
     * @param basis what was planned
     * @param data the arms up to the look
     */
    Stretch(PlanSpec spec, PlanBasis basis, ExperimentData data) {
        this.spec = spec;
        this.basis = basis;
        this.arrivals = basis.arrivals();
        double period = weeks(start(), basis.end());
        this.planned = counted() ? arrivals.weeksFor(maximum().amount(), period) : period;
        this.units = data.exposures().cells().stream()
                .filter(c -> c.slice().isEmpty() && !c.excluded())
                .mapToLong(UnitCell::units)
                .sum();
        ExperimentSpec experiment = spec.experiment();
        for (MetricComparison metric : Comparison.metrics(experiment, data)) {
            for (Study.Arm arm : experiment.treatments()) {
                Standing standing = metric.standings().get(arm.name());
                if (standing != null) {
                    all.add(interim(standing));
                } else if (metric.plan().role() == Role.PRIMARY) {
                    throw new SpecificationException(
                            experiment.study().location(),
                            "primary metric " + metric.plan().name() + " cannot be compared in arm " + arm.name()
                                    + " at the interim look of " + day(at()),
                            "covey run " + spec.name() + " says why; until it can, the length stands");
                }
            }
        }
        double ratio = Math.max(1 + 1e-9, arrivals.units(planned + mostExtra()) / arrivals.units(planned));
        primary().forEach(i -> decisions.put(i, i.decide(rules(), ratio)));
    }

    private Interim interim(Standing standing) {
        MetricPlan metric = standing.metric();
        double alpha = standing.alpha();
        double critical = Monitor.bounds(spec.experiment(), alpha, 7 * planned)
                .map(b -> b.looks().getLast().efficacy())
                .orElse(-Normal.quantile(alpha / 2));
        double weight = arrivals.units(seen(metric)) / arrivals.units(planned);
        if (!(weight > 0 && weight < 1)) {
            throw new SpecificationException(
                    spec.experiment().study().design().location("re_estimate.at"),
                    "by the history, the interim look of " + day(at()) + " has the share " + weight
                            + " of the information on " + metric.name(),
                    "the length stands; next time look at about half of the period");
        }
        return new Interim(metric, standing.arm(), standing.effect(), weight, critical);
    }

    /** Weeks whose units have had the whole window at the look. */
    private double seen(MetricPlan metric) {
        return weeks(start(), at().minus(metric.metric().window().to().orElse(Duration.ZERO)));
    }

    /** Everything that was seen. */
    List<Interim> all() {
        return List.copyOf(all);
    }

    /** What decides. */
    List<Interim> primary() {
        return all.stream().filter(i -> i.plan().role() == Role.PRIMARY).toList();
    }

    Decision decision(Interim interim) {
        Decision decision = decisions.get(interim);
        if (decision == null) {
            throw new IllegalArgumentException(interim.plan().name() + " decides nothing");
        }
        return decision;
    }

    /** Promising when any primary comparison is; else favourable when any is. */
    Interim leading() {
        return primary().stream()
                .min((a, b) -> rank(a) != rank(b)
                        ? Integer.compare(rank(a), rank(b))
                        : Double.compare(
                                decision(b).conditionalPower(), decision(a).conditionalPower()))
                .orElseThrow();
    }

    private int rank(Interim interim) {
        return switch (decision(interim).zone()) {
            case PROMISING -> 0;
            case FAVOURABLE -> 1;
            case UNFAVOURABLE -> 2;
        };
    }

    /** Weeks that are added: what the promising comparison that needs most asks for, as far as the rules allow. */
    int extra() {
        return primary().stream()
                .filter(i -> decision(i).zone() == Zone.PROMISING)
                .mapToInt(i -> IntStream.rangeClosed(0, mostExtra())
                        .filter(k -> information(i, k) >= decision(i).totalInformation() * (1 - 1e-9))
                        .findFirst()
                        .orElse(mostExtra()))
                .max()
                .orElse(0);
    }

    /** Most weeks that may be added. */
    int mostExtra() {
        return (int) Math.floor(planned * (spec.rules().reEstimate().most() - 1) + 1e-9);
    }

    /** Information to be expected with so many weeks more. */
    double information(Interim interim, int extra) {
        return interim.information() * arrivals.units(planned + extra) / arrivals.units(seen(interim.plan()));
    }

    /** The end with so many weeks more. */
    Instant end(int extra) {
        return basis.end()
                .atZone(spec.experiment().study().schema().zone())
                .plusWeeks(extra)
                .toInstant();
    }

    Instant plannedEnd() {
        return basis.end();
    }

    /** Units of all arms by the planned end; the declared maximum where it is one of units, reached or not. */
    double plannedUnits() {
        return counted() ? maximum().amount() : projected(0);
    }

    /** The same with so many weeks more. */
    double newUnits(int extra) {
        double stretched = counted()
                ? maximum().amount() * arrivals.units(planned + extra) / arrivals.units(planned)
                : projected(extra);
        return Math.rint(stretched);
    }

    private double projected(int extra) {
        return units * arrivals.units(planned + extra) / arrivals.units(weeks(start(), at()));
    }

    /** Share of a maximum in units that has passed; 0 when the end of the period is the maximum. */
    double passed() {
        return counted() ? units / maximum().amount() : 0;
    }

    boolean counted() {
        return maximum().kind() == Maximum.Kind.UNITS;
    }

    private Maximum maximum() {
        return spec.experiment().monitoring().maximum();
    }

    Conditional rules() {
        return spec.rules().reEstimate().conditional().orElseThrow();
    }

    Instant at() {
        return rules().at();
    }

    PlanSpec spec() {
        return spec;
    }

    String day(Instant instant) {
        return instant.atZone(spec.experiment().study().schema().zone())
                .toLocalDate()
                .toString();
    }

    private Instant start() {
        return spec.experiment().study().start();
    }

    private static double weeks(Instant from, Instant to) {
        return Duration.between(from, to).toHours() / (24 * 7.0);
    }
}
