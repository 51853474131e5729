package covey.experiment.compare;

import covey.data.ExperimentData;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.sequential.LookWords;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How one effect came about, from sufficient statistics to its intervals, with the values put in. */
public final class Workings {
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final Working.Asked number;
    private final ExperimentData data;
    private final List<Standing> standings;

    private Workings(ExperimentSpec spec, MetricPlan plan, Working.Asked number, ExperimentData data) {
        this.data = data;
        this.standings = Comparison.of(spec, data).standings();
        this.spec = spec;
        this.plan = plan;
        this.number = number;
    }

    /** The steps; empty when the metric, the arm or the segment was not estimated. */
    public static List<Working> of(ExperimentSpec spec, ExperimentData data, Working.Asked number) {
        Optional<MetricPlan> plan = spec.metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst();
        boolean compared = spec.treatments().stream().anyMatch(a -> a.name().equals(number.arm()));
        if (plan.isEmpty() || !compared || Gaps.of(spec, plan.get(), data).isPresent()) {
            return List.of();
        }
        Workings workings = new Workings(spec, plan.get(), number, data);
        return plan.get().quantile()
                ? data.quantile(number.metric()).map(workings::quantile).orElse(List.of())
                : data.metric(number.metric()).map(workings::moments).orElse(List.of());
    }

    private List<Working> moments(MetricCells cells) {
        ArmMoments blocks = ArmMoments.merge(
                cells.columns().size(),
                cells.cells(),
                c -> !c.excluded() && segment(c.slice(), c.segment()).equals(number.segment()));
        Comparer comparer = new Comparer(
                spec, plan, CovariateColumns.of(plan, cells.columns().size()));
        if (belowMinCell(blocks.of(number.arm()).n(), blocks.of(control()).n())) {
            return List.of();
        }
        if (!(comparer.adjusted(blocks, number.arm()) instanceof Effect effect)) {
            return List.of();
        }
        List<Working> single = new ArrayList<>();
        single.add(new Working("Sufficient statistics", statistics(cells, blocks)));
        Effect plain = effect.unadjusted().orElse(effect);
        single.add(new Working("Difference without adjustment", difference(plain, plainFormula())));
        effect.unadjusted().ifPresent(u -> single.add(new Working("Adjustment", adjustment(effect, u))));
        single.add(new Working("Relative difference", relative(effect.contrast())));
        List<Working> steps = new ArrayList<>(LookWords.between(single, standings, number));
        steps.addAll(looks());
        steps.add(new Working("Assumptions, and the check that watches each", assumptions()));
        steps.add(
                new Working("What would change it", changes(!effect.adjustedBy().isEmpty())));
        return steps;
    }

    private List<Working> quantile(QuantileCells cells) {
        List<QuantileCell> shown = cells.arms().stream()
                .filter(c -> segment(c.slice(), c.segment()).equals(number.segment()))
                .filter(c -> c.arm().equals(number.arm()) || c.arm().equals(control()))
                .toList();
        if (!(new QuantileComparison(spec, plan, cells, new Looks(new Monitor(spec, data), plan, spec.level()))
                        .compare(number.segment(), number.arm())
                instanceof Effect effect)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (QuantileCell cell : shown) {
            lines.add(cell.arm() + ": n = " + cell.units() + " units, " + cell.events() + " values, quantile "
                    + Numbers.shown(cells.quantile()) + " = " + exact(cell.value()) + "; order statistics "
                    + exact(cell.lower()) + " at " + exact(cell.lowerFraction()) + " and " + exact(cell.upper())
                    + " at "
                    + exact(cell.upperFraction()));
        }
        List<Working> steps = new ArrayList<>(LookWords.between(
                List.of(
                        new Working("Sufficient statistics", String.join("\n", lines)),
                        new Working(
                                "Difference",
                                difference(
                                        effect,
                                        "D = q_arm - q_control\nV = w_arm^2 + w_control^2, w = distance of the order"
                                                + " statistics over the standard errors between them")),
                        new Working("Relative difference", relative(effect.contrast()))),
                standings,
                number));
        steps.addAll(List.of(
                new Working(
                        "Looks",
                        looks().stream()
                                .map(Working::body)
                                .reduce((a, b) -> a + "\n" + b)
                                .orElse("one, at the end")),
                new Working(
                        "Assumptions, and the check that watches each",
                        assumptions() + "\nvalues are dense near the quantile (not checked: heaped values give an"
                                + " interval that is too narrow or too wide)"),
                new Working("What would change it", changes(false))));
        return steps;
    }

    /** How this look is judged, where the rule is not that of a single look. */
    private List<Working> looks() {
        List<Working> steps = new ArrayList<>(LookWords.stages(standings, number));
        steps.addAll(LookWords.workings(standings, number, spec.level()));
        return steps;
    }

    private boolean belowMinCell(long arm, long control) {
        int least = spec.study().context().minCell();
        return !number.segment().isEmpty() && (arm < least || control < least);
    }

    private String statistics(MetricCells cells, ArmMoments blocks) {
        List<String> lines = new ArrayList<>();
        for (String arm : List.of(control(), number.arm())) {
            Moments block = blocks.of(arm);
            lines.add(arm + ": n = " + block.n());
            for (int i = 0; i < cells.columns().size(); i++) {
                lines.add("  " + cells.columns().get(i) + ": mean " + exact(block.mean(i)) + ", variance "
                        + exact(block.variance(i))
                        + (i == 0 ? "" : ", covariance with y " + exact(block.covariance(0, i))));
            }
        }
        return String.join("\n", lines);
    }

    private String plainFormula() {
        if (plan.ratio()) {
            return "R = mean(y) / mean(d) in each arm; D = R_arm - R_control\n"
                    + "V = sum over arms of (var(y) - 2 R cov(y, d) + R^2 var(d)) / (n mean(d)^2)";
        }
        return plan.binary()
                ? "D = p_arm - p_control\nV = p_arm (1 - p_arm) / n_arm + p_control (1 - p_control) / n_control"
                : "D = mean_arm - mean_control\nV = var_arm / n_arm + var_control / n_control";
    }

    private String difference(Effect effect, String formula) {
        Contrast c = effect.contrast();
        Bounds bounds = c.interval(spec.level());
        return formula + "\nD = " + exact(c.difference()) + ", sqrt(V) = " + exact(c.standardError()) + "\n"
                + effect.test().name() + ": statistic " + exact(effect.test().statistic()) + ", df " + df(c.df())
                + ", p = " + exact(effect.test().pValue()) + "\n" + percent() + " interval: " + exact(c.difference())
                + " -+ " + exact(c.critical(spec.level())) + " x " + exact(c.standardError()) + " = "
                + bounds(bounds);
    }

    private String adjustment(Effect effect, Effect plain) {
        double reduction = 1 - effect.contrast().variance() / plain.contrast().variance();
        return effect.adjustedBy() + "\n"
                + difference(
                        effect,
                        "each arm's mean minus slopes times (the arm's covariate means - those of reference); Lin has"
                                + " slopes per arm and the mean of all arms as reference, CUPED one slope")
                + "\nvariance 1 - " + exact(effect.contrast().variance()) + " / "
                + exact(plain.contrast().variance()) + " = " + exact(reduction) + " less";
    }

    private String relative(Contrast c) {
        if (c.baseline() == 0) {
            return "none: the control value is 0";
        }
        String values = "L = D / |C|, C the unadjusted control value: " + exact(c.difference()) + " / "
                + exact(Math.abs(c.baseline())) + " = " + exact(c.lift()) + "\nFieller: all l with (D - l|C|)^2 <= t^2"
                + " (V - 2 l K + l^2 V_C), V = " + exact(c.variance()) + ", K = " + exact(c.covariance()) + ", V_C = "
                + exact(c.baselineVariance()) + ", t = " + exact(c.critical(spec.level())) + "\n";
        return values + percent() + " interval: "
                + c.fieller(spec.level()).map(Workings::bounds).orElse("unbounded, C cannot be told from 0");
    }

    private static String assumptions() {
        return """
            units were assigned with the planned shares: sample_ratio, sample_ratio_daily
            each unit saw one arm, the one it was assigned: multiple_arms, assignment_defects
            arms were alike before entry: pre_period_balance
            every event is counted, for all arms alike: join_loss, freshness, values_missing
            the effect does not change with time since entry: novelty
            units do not influence each other: not checked
            means are close to normal: not checked; heavy tails need a cap\
            """;
    }

    private String changes(boolean adjusted) {
        List<String> lines = new ArrayList<>();
        if (adjusted) {
            lines.add("no adjustment: analysis unadjusted");
        }
        lines.add("delta-method lift: analysis delta_lift");
        if (!spec.study().exclusions().isEmpty()) {
            lines.add("keeping the excluded units: analysis exclusions_kept");
        }
        if (spec.analysis().postStratify().isPresent()) {
            lines.add("weighting by segments: analysis post_stratified");
        }
        lines.add("another window or cap: needs the warehouse again");
        return String.join("\n", lines);
    }

    private String control() {
        return spec.control().name();
    }

    private String percent() {
        return String.format(Locale.ROOT, "%.4g %%", 100 * spec.level());
    }

    private static String segment(String slice, String value) {
        return slice.isEmpty() ? "" : slice + "=" + value;
    }

    private static String bounds(Bounds bounds) {
        return "[" + exact(bounds.lower()) + ", " + exact(bounds.upper()) + "]";
    }

    private static String df(double df) {
        return Double.isInfinite(df) ? "infinite (normal)" : exact(df);
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }
}
