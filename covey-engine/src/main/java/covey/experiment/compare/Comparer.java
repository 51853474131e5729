package covey.experiment.compare;

import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.AnalysisRules.ProportionTest;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Test;
import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.Cuped;
import covey.stats.compare.Lin;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.ProportionDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.test.TestResult;
import covey.stats.test.TwoProportionZTest;
import java.util.List;
import java.util.Optional;

/**
 * Compares an arm with control on one metric, with and without its covariates. A covariate that is constant or
 * collinear is left out and reported; with none left, or with too few units for them, the effect is the plain one.
 */
public final class Comparer {
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final CovariateColumns covariates;

    /** Compares on the given metric, whose covariates stand in the given columns. */
    public Comparer(ExperimentSpec spec, MetricPlan plan, CovariateColumns covariates) {
        this.spec = spec;
        this.plan = plan;
        this.covariates = covariates;
    }

    /** The effect of the main analysis. */
    public Result adjusted(ArmMoments blocks, String arm) {
        return compare(blocks, arm, covariates);
    }

    /** The effect without covariates. */
    Result plain(ArmMoments blocks, String arm) {
        return compare(blocks, arm, CovariateColumns.NONE);
    }

    private Result compare(ArmMoments blocks, String arm, CovariateColumns columns) {
        Moments control = blocks.of(spec.control().name());
        Moments treatment = blocks.of(arm);
        if (control.n() == 0) {
            return Missing.noUnits(spec.control().name());
        }
        if (treatment.n() == 0) {
            return Missing.noUnits(arm);
        }
        try {
            Effect plain = plainEffect(control, treatment);
            return columns.isEmpty()
                    ? plain.withDropped(columns.unused(List.of()))
                    : adjust(plain, blocks, arm, columns);
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private Effect plainEffect(Moments control, Moments treatment) {
        long n = control.n() + treatment.n();
        if (plan.ratio()) {
            return Effect.plain(
                    RatioDifference.contrast(control, treatment, 0, 1), "Welch t of ratios (delta method)", n);
        }
        if (plan.binary()) {
            return proportions(BinomialCount.of(control, 0), BinomialCount.of(treatment, 0), n);
        }
        return Effect.plain(MeanDifference.contrast(control, treatment, 0), "Welch t", n);
    }

    private Effect proportions(BinomialCount control, BinomialCount treatment, long n) {
        Effect effect = Effect.plain(ProportionDifference.contrast(control, treatment), "z, unpooled variance", n)
                .withInterval(spec.analysis().proportionInterval(), new Effect.Counts(control, treatment));
        if (spec.analysis().proportionTest() == ProportionTest.UNPOOLED) {
            return effect;
        }
        TestResult pooled = TwoProportionZTest.test(control, treatment, Alternative.TWO_SIDED);
        return effect.withTest(new Test(
                "z, pooled variance", pooled.statistic(), Effect.df(pooled.df()), pooled.pValue(), Optional.empty()));
    }

    private Effect adjust(Effect plain, ArmMoments blocks, String arm, CovariateColumns columns) {
        Optional<covey.stats.compare.Adjustment> fit = fit(blocks, arm, columns);
        if (fit.isEmpty() || fit.get().used().isEmpty()) {
            return plain.withDropped(columns.unused(List.of()));
        }
        Contrast contrast = fit.get().contrast();
        String method = spec.analysis().adjustment() == Adjustment.LIN ? "Lin t" : "CUPED Welch t";
        String by = spec.analysis().adjustment().label() + ": "
                + String.join(", ", columns.labelsOf(fit.get().used()));
        return new Effect(
                contrast,
                method,
                Effect.testOf(contrast, method),
                Optional.empty(),
                plain.n(),
                by,
                Optional.of(plain),
                columns.unused(fit.get().used()));
    }

    private Optional<covey.stats.compare.Adjustment> fit(ArmMoments blocks, String arm, CovariateColumns columns) {
        Moments control = blocks.of(spec.control().name());
        Moments treatment = blocks.of(arm);
        Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
        try {
            return Optional.of(
                    spec.analysis().adjustment() == Adjustment.LIN
                            ? Lin.fit(control, treatment, blocks.pooled(), y, columns.columns())
                            : Cuped.fit(control, treatment, y, columns.columns()));
        } catch (DegenerateDataException e) {
            // Too few units for the covariates, or nothing left to vary: the plain effect stands, and says so.
            return Optional.empty();
        }
    }
}
