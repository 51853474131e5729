package covey.experiment.check;

import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.DeltaLift;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether the relative effect of a primary metric on the first days after entry differs from that on later days.
 *
 * <p>Lifts by day since entry are averaged by inverse variance over the first and the last third of the days, of which
 * at least two are needed in each. Days share units, so the standard error of an average is bounded from above as if
 * its days were perfectly correlated, and the covariance of early and late is taken as zero, although it is positive:
 * the p-value is too large rather than too small. Units that entered late are only in the early days.
 */
final class NoveltyEffect implements Check {
    private static final String NAME = "novelty";
    private static final double WARNING = 0.01;
    private static final double NOTE = 0.05;
    private static final int FEWEST_DAYS = 6;

    /** An average of lifts with a bound of its standard error. */
    private record Average(double lift, double standardError) {
        static Average of(List<DeltaLift> lifts) {
            double weights = 0;
            double sum = 0;
            double errors = 0;
            for (DeltaLift lift : lifts) {
                double weight = 1 / (lift.standardError() * lift.standardError());
                weights += weight;
                sum += weight * lift.lift();
                errors += weight * lift.standardError();
            }
            return new Average(sum / weights, errors / weights);
        }
    }

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        boolean compared = false;
        for (MetricPlan plan : input.spec().metrics()) {
            Optional<MetricCells> cells = input.data().metric(plan.name());
            if (!plan.overTime() || cells.isEmpty()) {
                continue;
            }
            for (Study.Arm arm : input.spec().treatments()) {
                List<DeltaLift> lifts = lifts(input.spec(), plan, cells.get(), arm.name());
                if (lifts.size() >= FEWEST_DAYS) {
                    compared = true;
                    finding(plan, arm.name(), lifts).ifPresent(findings::add);
                }
            }
        }
        return findings.isEmpty() && compared
                ? Finding.pass(NAME, "effects of the primary metrics on early and late days since entry agree.")
                : findings;
    }

    private static List<DeltaLift> lifts(ExperimentSpec spec, MetricPlan plan, MetricCells cells, String arm) {
        SortedMap<Long, List<Cell>> days = new TreeMap<>();
        for (Cell cell : cells.ages()) {
            if (cell.slice().isEmpty() && !cell.excluded()) {
                days.computeIfAbsent(Long.parseLong(cell.day()), d -> new ArrayList<>())
                        .add(cell);
            }
        }
        List<DeltaLift> lifts = new ArrayList<>();
        for (List<Cell> day : days.values()) {
            ArmMoments blocks = ArmMoments.merge(plan.outcomeColumns(), day, c -> true);
            lift(plan, blocks.of(spec.control().name()), blocks.of(arm)).ifPresent(lifts::add);
        }
        return lifts;
    }

    private static Optional<DeltaLift> lift(MetricPlan plan, Moments control, Moments treatment) {
        try {
            Contrast contrast = plan.ratio()
                    ? RatioDifference.contrast(control, treatment, 0, 1)
                    : MeanDifference.contrast(control, treatment, 0);
            DeltaLift lift = contrast.deltaLift();
            return lift.standardError() > 0 ? Optional.of(lift) : Optional.empty();
        } catch (DegenerateDataException e) {
            // A day without variation or with a control mean of zero has no lift to compare.
            return Optional.empty();
        }
    }

    private static Optional<Diagnostic> finding(MetricPlan plan, String arm, List<DeltaLift> lifts) {
        int third = lifts.size() / 3;
        Average early = Average.of(lifts.subList(0, third));
        Average late = Average.of(lifts.subList(lifts.size() - third, lifts.size()));
        double gap = early.lift() - late.lift();
        double p = 2 * Normal.survival(Math.abs(gap) / Math.hypot(early.standardError(), late.standardError()));
        if (p >= NOTE) {
            return Optional.empty();
        }
        boolean fades = Math.abs(early.lift()) > Math.abs(late.lift());
        return Optional.of(Finding.of(
                        NAME,
                        p < WARNING ? Severity.WARNING : Severity.NOTE,
                        plan.name() + ": the effect of arm " + arm + " " + (fades ? "fades" : "grows")
                                + " with the time since entry: " + signed(early.lift()) + " on the first " + third
                                + " days, " + signed(late.lift()) + " on the last " + third + " (p at most "
                                + Figures.pValue(Math.min(1, p)) + ").")
                .metric(plan.name())
                .causes(
                        fades
                                ? List.of("novelty: the change draws attention while it is new")
                                : List.of("learning: people, or a model, take time to use the change"))
                .advice(
                        fades
                                ? "expect the late effect to last, not the average"
                                : "run longer before you judge the lasting effect")
                .value("arm", arm)
                .value("early_lift", early.lift())
                .value("late_lift", late.lift())
                .value("p_value", Math.min(1, p))
                .diagnostic());
    }

    private static String signed(double lift) {
        return (lift >= 0 ? "+" : "") + Figures.percent(lift);
    }
}
