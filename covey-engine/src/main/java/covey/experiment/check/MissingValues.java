package covey.experiment.check;

import covey.data.ExperimentData.ArmLosses;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.RowLosses;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.compare.RatioDifference;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that are lost to a metric: without a unit or a time, with a value that is NULL, NaN or infinite, or that the
 * filter does not decide. They are counted and left out, never taken for zero. A loss above the threshold of join loss
 * invalidates, and so does one that differs between arms (ratio of rows lost to rows, delta method over units, p below
 * .001): then what is left of the arms is not alike.
 */
final class MissingValues implements Check {
    private static final String NAME = "values_missing";
    private static final double NOTABLE = 0.01;
    private static final double DIFFERENT = 0.001;

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            Optional<Losses> losses = JoinLoss.losses(input.data(), plan.name());
            losses.filter(MissingValues::any).ifPresent(l -> findings.add(finding(input.spec(), plan, l)));
        }
        return findings.isEmpty()
                ? Finding.pass(NAME, "every row has a unit and a time, and no value is NULL, NaN or infinite.")
                : findings;
    }

    private static boolean any(Losses l) {
        return l.nullValues()
                        + l.notFinite()
                        + l.rows().withoutUnit()
                        + l.rows().withoutTime()
                > 0;
    }

    private static Diagnostic finding(ExperimentSpec spec, MetricPlan plan, Losses losses) {
        RowLosses rows = losses.rows();
        double share = share(losses);
        double difference = difference(spec, losses);
        String limit = share > spec.trust().joinLoss()
                ? "; " + Figures.percent(spec.trust().joinLoss()) + " is the limit"
                : "";
        String uneven = difference < DIFFERENT
                ? " The share of rows lost differs between the arms (p = " + Figures.pValue(difference)
                        + "), so what is left of them is not alike."
                : "";
        return Finding.of(
                        NAME,
                        severity(spec, plan, losses, share, difference),
                        plan.name() + ": " + Figures.units(losses.nullValues(), "row") + " with NULL and "
                                + Figures.units(losses.notFinite(), "row") + " with NaN or infinity, "
                                + Figures.units(rows.withoutUnit(), "row") + " without a "
                                + spec.study().unit() + " and " + Figures.units(rows.withoutTime(), "row")
                                + " without a time are left out (" + Figures.percent(share) + limit + "), and "
                                + Figures.units(
                                        losses.withoutValue(), spec.study().unit())
                                + " with them that have no other value." + uneven)
                .metric(plan.name())
                .causes(List.of(
                        "a division by zero upstream",
                        "a column that is filled only for some rows, such as those of signed-in visitors",
                        "a filter that is NULL where one of its columns is"))
                .advice("decide in the metric's expression or filter what such a row means, for example coalesce(x, 0)")
                .value("null_values", losses.nullValues())
                .value("not_finite", losses.notFinite())
                .value("without_unit", rows.withoutUnit())
                .value("without_time", rows.withoutTime())
                .value("units_without_value", losses.withoutValue())
                .value("share", share)
                .value("p_value_between_arms", difference)
                .diagnostic();
    }

    private static Severity severity(
            ExperimentSpec spec, MetricPlan plan, Losses losses, double share, double difference) {
        if (share > spec.trust().joinLoss() || difference < DIFFERENT) {
            return plan.role() == Role.SECONDARY ? Severity.WARNING : Severity.INVALIDATES;
        }
        return share > NOTABLE || losses.notFinite() > 0 ? Severity.WARNING : Severity.NOTE;
    }

    /** Share of the metric's rows that are lost on one of the ways, taken to be independent. */
    private static double share(Losses losses) {
        double lost = 0;
        double there = 0;
        for (ArmLosses arm : losses.arms().values()) {
            Moments moments = arm.lostAndRows();
            if (moments.n() > 0) {
                lost += moments.n() * moments.mean(0);
                there += moments.n() * moments.mean(1);
            }
        }
        RowLosses rows = losses.rows();
        double kept = (1 - lost / Math.max(1, there))
                * (1 - (double) rows.withoutUnit() / Math.max(1, rows.placed()))
                * (1 - (double) rows.withoutTime() / Math.max(1, rows.all()));
        return Math.max(0, 1 - kept);
    }

    /** Smallest p-value of a treatment's share of lost rows against control's; 1 where there is nothing to compare. */
    private static double difference(ExperimentSpec spec, Losses losses) {
        double smallest = 1;
        ArmLosses control = losses.arms().get(spec.control().name());
        for (Study.Arm arm : spec.treatments()) {
            ArmLosses treatment = losses.arms().get(arm.name());
            if (control == null || treatment == null) {
                continue;
            }
            try {
                double p = RatioDifference.contrast(control.lostAndRows(), treatment.lostAndRows(), 0, 1)
                        .pValue();
                smallest = Math.min(smallest, p);
            } catch (DegenerateDataException e) {
                // No rows, or none lost: the shares cannot be told apart.
            }
        }
        return smallest;
    }
}
