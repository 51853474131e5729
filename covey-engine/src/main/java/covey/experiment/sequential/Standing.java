package covey.experiment.sequential;

import covey.data.LookHistory.Plan;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Promise;
import covey.experiment.spec.MetricPlan;
import covey.result.Coverage;
import covey.result.Test;
import covey.stats.distribution.Normal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Where one metric in one arm stands at this look.
 *
 * @param metric the metric
 * @param arm arm compared with control
 * @param effect the effect seen
 * @param path its looks, this one included
 * @param rule the rule of the study
 * @param label name of the rule
 * @param alpha two-sided error of the hypothesis: that of the study over the number of primary hypotheses
 * @param verdict what follows
 * @param plan the plan it is judged by
 * @param unplanned why the look was not planned; empty when it was
 * @param weighted what the effect was made of, where an unblinded look decided on the length; empty otherwise
 */
public record Standing(
        MetricPlan metric,
        String arm,
        Effect effect,
        Path path,
        Rule rule,
        String label,
        double alpha,
        Verdict verdict,
        Plan plan,
        Optional<String> unplanned,
        Optional<Weighted> weighted) {
    /** Critical values above this are drawn at it: what lies beyond misses with probability below 2e-15. */
    static final double WIDEST = 8;

    /**
     * What follows from a look.
     *
     * @param recommendation what to do
     * @param bound |z| at which this look decides; infinite when it cannot
     * @param crossed number of the look that decided; 0 for none
     * @param held why a crossed bound does not stop yet; empty when nothing holds it
     * @param stopping which bounds of the path stop the experiment; empty when those of this metric stop nothing
     * @param ignored number of the look that obliged to stop for futility and did not; 0 for none
     */
    public record Verdict(
            Recommendation recommendation,
            double bound,
            int crossed,
            String held,
            Optional<Stopping> stopping,
            int ignored) {}

    /** Whether the look is the only one and the end: then every rule is the fixed test, to the last digit. */
    public boolean plain() {
        return rule instanceof Rule.Fixed || path.single();
    }

    /** The same look judged by another rule. */
    public Standing by(Rule other, String name) {
        return new Standing(metric, arm, effect, path, other, name, alpha, verdict, plan, unplanned, weighted);
    }

    /** The effect with the test of the rule. */
    public Effect judged() {
        return plain() ? effect : effect.withTest(test(effect));
    }

    /** The test of another effect on the same units at the same look, such as a segment's. */
    public Test test(Effect other) {
        return test(other.test());
    }

    /** Another two-sided test of the same effect, such as a randomisation test, at the same look. */
    public Test test(Test other) {
        return test(other, z -> rule.pValue(path, z));
    }

    /** The same with a quicker way to the p-value of a deviate. */
    public Test test(Test other, DoubleUnaryOperator pValue) {
        if (plain()) {
            return other;
        }
        double z = deviate(other.pValue(), other.statistic());
        return new Test(
                label + ", look " + path.size() + " (" + other.name() + ")",
                z,
                OptionalDouble.empty(),
                pValue.applyAsDouble(z),
                Optional.empty());
    }

    /** A one-sided test at the same look, such as that against a margin. */
    public Test oneSided(Test other) {
        if (plain()) {
            return other;
        }
        double tail = Math.clamp(other.pValue(), 1e-300, 1 - 1e-16);
        double z = -Normal.quantile(tail);
        double p = z <= 0 ? 1 : rule.pValue(path, z) / 2;
        return new Test(
                label + ", look " + path.size() + " (" + other.name() + ")",
                z,
                OptionalDouble.empty(),
                z > 0 && p >= 0.5 ? 1 : p,
                Optional.empty());
    }

    /** What an interval promises at this look. */
    public Promise promise(Promise fixed) {
        if (plain()) {
            return fixed;
        }
        return new Promise(
                fixed.nominal(),
                drawn(fixed.drawn()),
                fixed.coverage() == Coverage.POINTWISE ? coverage() : fixed.coverage(),
                ", repeated: " + label + ", look " + path.size() + fixed.suffix(),
                this::test);
    }

    /** Spent error covers the looks that were made; a sequence covers all that could be. */
    private Coverage coverage() {
        return rule instanceof Rule.Sequence ? Coverage.ANYTIME_VALID : Coverage.REPEATED;
    }

    /** The level at which a single interval has the critical value that the rule asks for at a level. */
    public double drawn(double level) {
        return plain() ? level : 1 - 2 * Normal.survival(Math.min(WIDEST, rule.critical(path, 1 - level)));
    }

    /** How much wider intervals are today than those of a single look. */
    public double width(double level) {
        return -Normal.quantile((1 - drawn(level)) / 2) / -Normal.quantile((1 - level) / 2);
    }

    /** A test as a standard normal deviate; a p-value below all doubles leaves its statistic. */
    static double deviate(double pValue, double statistic) {
        double size = pValue > 1e-300 ? Math.abs(Normal.quantile(pValue / 2)) : Math.abs(statistic);
        return statistic < 0 ? -size : size;
    }
}
