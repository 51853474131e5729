package covey.experiment.sequential;

import covey.experiment.spec.MonitoringRules;
import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.experiment.spec.MonitoringRules.Schedule.Cadence;
import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.AsymptoticConfidenceSequence;
import covey.stats.sequential.ConfidenceSequence;
import covey.stats.sequential.Futility;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.MixtureSprt;
import covey.stats.sequential.SpendingFunction;
import covey.stats.sequential.StagewiseInference;
import java.util.Arrays;

/**
 * A rule by which looks are judged, as critical values: a look rejects at two-sided error α when |z| reaches its
 * critical value, and the interval of that look is the estimate ± critical value × standard error.
 *
 * <p>For every rule but {@link Fixed} the chance that any look of a path rejects without an effect is at most α. The
 * p-value of a look is the least α at which this look rejects; it is at most α at any look with chance at most α, so it
 * may enter every correction for multiplicity (Liu, Anderson 2008, JASA 103): Holm over such p-values is per-hypothesis
 * spending with re-allocation by graph (Maurer, Bretz 2013, Statistics in Biopharmaceutical Research 5).
 */
public sealed interface Rule {
    /** Two-sided errors at which p-values end: larger ones are 1, smaller ones this. */
    double LARGEST = 0.499;

    /** The smallest p-value that is told. */
    double SMALLEST = 1e-15;

    /** Critical values of all looks. */
    double[] criticals(Path path, double alpha);

    /** Critical value of the latest look; infinite when it cannot reject. */
    default double critical(Path path, double alpha) {
        return criticals(path, alpha)[path.size() - 1];
    }

    /** The z in the wanted direction at or below which the latest look stops for futility; −∞ for never. */
    default double futility(Path path, double alpha) {
        return Double.NEGATIVE_INFINITY;
    }

    /** Smallest α at which the latest look rejects, were its deviate z. */
    default double pValue(Path path, double z) {
        return Inversion.pValue(alpha -> critical(path, alpha), Math.abs(z));
    }

    /** The rule of a study. */
    static Rule of(MonitoringRules rules, MonitoringRules.Method method) {
        return switch (method) {
            case FIXED -> new Fixed();
            case GROUP_SEQUENTIAL ->
                rules.schedule().cadence() == Cadence.STAGES
                        ? new AnyDependence(rules.spending())
                        : new GroupSequential(rules.spending(), rules.futility(), rules.power());
            case CONFIDENCE_SEQUENCE -> new Sequence(Sequence.Kind.ASYMPTOTIC);
            case MSPRT -> new Sequence(Sequence.Kind.MIXTURE);
        };
    }

    /** Each look as if it were the only one. */
    record Fixed() implements Rule {
        @Override
        public double[] criticals(Path path, double alpha) {
            double[] same = new double[path.size()];
            Arrays.fill(same, -Normal.quantile(alpha / 2));
            return same;
        }

        @Override
        public double pValue(Path path, double z) {
            return Math.min(1, 2 * Normal.survival(Math.abs(z)));
        }
    }

    /**
     * Error spending. The clock of the path releases error, the information of the looks decides how they depend on
     * one another.
     *
     * @param spending how error is spent
     * @param futility whether one may stop for futility
     * @param power power of the planned effect that futility gives up
     */
    record GroupSequential(SpendingFunction spending, FutilityRule futility, double power) implements Rule {
        /** Without futility. */
        public GroupSequential(SpendingFunction spending) {
            this(spending, FutilityRule.NONE, 0.8);
        }

        @Override
        public double[] criticals(Path path, double alpha) {
            return bounds(path, alpha, futility == FutilityRule.BINDING).looks().stream()
                    .mapToDouble(GroupSequentialBounds.Look::efficacy)
                    .toArray();
        }

        @Override
        public double futility(Path path, double alpha) {
            return futility == FutilityRule.NONE
                    ? Double.NEGATIVE_INFINITY
                    : bounds(path, alpha, true).looks().getLast().futility();
        }

        /** Error released so far of a two-sided α. */
        double spent(Path path, double alpha) {
            return bounds(path, alpha, false).looks().getLast().spent();
        }

        /** Whether the latest look adds information to the one before it. */
        public boolean adds(Path path) {
            return bounds(path, 0.05, false).looks().getLast().efficacy() < Double.POSITIVE_INFINITY;
        }

        /**
         * Inference when the experiment stops at the latest look; looks still planned are one at the end.
         *
         * @param stopping which bounds stop
         */
        public StagewiseInference stopped(Path path, double alpha, Stopping stopping) {
            Path.Point now = path.latest();
            Path whole = path.last() == GroupSequentialDesign.Last.INTERIM && now.clock() < 0.999 ? path.toEnd() : path;
            return StagewiseInference.at(
                    stopping.of(bounds(whole, alpha, futility == FutilityRule.BINDING)),
                    path.size() - 1,
                    new InterimEstimate(now.estimate(), now.standardError(), now.units()),
                    0);
        }

        /** The same with bounds of efficacy that do not rely on stopping for futility. */
        GroupSequential notBinding() {
            return new GroupSequential(
                    spending, futility == FutilityRule.NONE ? futility : FutilityRule.NON_BINDING, power);
        }

        private GroupSequentialBounds bounds(Path path, double alpha, boolean withFutility) {
            GroupSequentialDesign design = withFutility
                    ? GroupSequentialDesign.of(alpha / 2, Alternative.GREATER, spending)
                            .with(rule(path, alpha))
                    : GroupSequentialDesign.of(alpha, Alternative.TWO_SIDED, spending);
            return design.bounds(path.information(), path.clock(), path.last());
        }

        /** The planned effect has the power at the maximum; information at a clock of c is c of the maximum. */
        private Futility rule(Path path, double alpha) {
            double planned = Normal.quantile(power) - Normal.quantile(alpha / 2);
            double passed = Math.min(1, path.latest().clock());
            return new Futility(
                    1 - power,
                    spending,
                    planned * Math.sqrt(passed),
                    futility == FutilityRule.BINDING ? Futility.Kind.BINDING : Futility.Kind.NON_BINDING);
        }
    }

    /**
     * Error spending where nothing is known of how the looks depend on one another. A look rejects with its part of what
     * is left, {@code P(|Z_k| ≥ b_k) = (f_k − f_{k−1})/(1 − f_{k−1})}, f the error released by the clock. Of jointly normal
     * looks the chance that none rejects is at least {@code Π (1 − P_k) = 1 − f} (Šidák 1967, JASA 62): the error holds
     * whatever their correlations.
     *
     * @param spending how error is spent
     */
    record AnyDependence(SpendingFunction spending) implements Rule {
        private static final double LEAST_SPENDING = 1e-100;

        @Override
        public double[] criticals(Path path, double alpha) {
            return criticals(path.clock(), path.last(), alpha);
        }

        /** Critical values at shares of the plan. */
        double[] criticals(double[] clock, Last last, double alpha) {
            double[] criticals = new double[clock.length];
            double released = 0;
            for (int k = 0; k < clock.length; k++) {
                boolean ends = last == Last.FINAL && k == clock.length - 1;
                double now = ends ? alpha : 2 * spending.spent(alpha / 2, clock[k]);
                double part = (now - released) / (1 - released);
                criticals[k] = part < LEAST_SPENDING ? Double.POSITIVE_INFINITY : -Normal.quantile(part / 2);
                released = Math.max(now, released);
            }
            return criticals;
        }

        /** Error released so far of a two-sided α. */
        double spent(Path path, double alpha) {
            return path.last() == Last.FINAL
                    ? alpha
                    : 2 * spending.spent(alpha / 2, path.latest().clock());
        }
    }

    /**
     * A confidence sequence tuned at the planned units or information.
     *
     * @param kind which
     */
    record Sequence(Kind kind) implements Rule {
        /** Kinds of sequence. */
        public enum Kind {
            /** Asymptotic confidence sequence, in units. */
            ASYMPTOTIC,
            /** Mixture SPRT, in information. */
            MIXTURE
        }

        @Override
        public double[] criticals(Path path, double alpha) {
            // tuned at one α, so that intervals of all levels and p-values belong to one sequence
            ConfidenceSequence sequence = at(path, alpha);
            double[] criticals = new double[path.size()];
            for (int k = 0; k < criticals.length; k++) {
                InterimEstimate look = path.interim(k, 0);
                criticals[k] = sequence.halfWidth(look) / look.standardError();
            }
            return criticals;
        }

        @Override
        public double pValue(Path path, double z) {
            return at(path, TUNED).pValue(path.interim(path.size() - 1, z), 0);
        }

        /** Bounds at planned looks of a two-sided α. */
        static GroupSequentialBounds planned(double alpha, double[] fractions) {
            return ConfidenceSequence.planned(alpha, TUNED, fractions);
        }

        private static final double TUNED = 0.05;

        private ConfidenceSequence at(Path path, double alpha) {
            return switch (kind) {
                case ASYMPTOTIC ->
                    new AsymptoticConfidenceSequence(
                            alpha,
                            Alternative.TWO_SIDED,
                            AsymptoticConfidenceSequence.tunedAt(TUNED, Alternative.TWO_SIDED, path.plannedUnits())
                                    .rho());
                case MIXTURE ->
                    new MixtureSprt(
                            alpha,
                            Alternative.TWO_SIDED,
                            MixtureSprt.tunedAt(TUNED, Alternative.TWO_SIDED, path.plannedInformation())
                                    .tauSquared());
            };
        }
    }
}
