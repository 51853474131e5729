package covey.ranking.names;

import covey.ranking.score.InfluenceMethod;
import covey.ranking.score.InfluenceMethod.Rows;
import covey.ranking.score.JackknifeMethod;
import covey.ranking.score.ScoreMethod;
import covey.ranking.score.ScoreMetric;
import covey.ranking.score.ScoreMetric.Labels;
import covey.result.MetricInfo.Goal;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import covey.stats.score.Binning;
import covey.stats.score.BrierScore;
import covey.stats.score.CalibrationBins;
import covey.stats.score.CalibrationRatio;
import covey.stats.score.CumulativeGains;
import covey.stats.score.ExpectedCalibrationError;
import covey.stats.score.ExpectedCalibrationError.Debias;
import covey.stats.score.LogLoss;
import covey.stats.score.MeanAbsoluteError;
import covey.stats.score.NormalizedEntropy;
import covey.stats.score.PooledAveragePrecision;
import covey.stats.score.RocAuc;
import covey.stats.score.RootMeanSquaredError;
import covey.stats.score.ScoreEstimate;
import covey.stats.score.ScoredRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The list of the metrics of scored rows: one line each. */
final class ScoreMetrics {
    static final List<Entry> ALL = List.of(
            numbers("rmse", Goal.DECREASE, "√(Σ(y − s)²/n)", RootMeanSquaredError::of),
            numbers("mse", Goal.DECREASE, "Σ(y − s)²/n", BrierScore::of),
            numbers("mae", Goal.DECREASE, "Σ|y − s|/n", MeanAbsoluteError::of),
            numbers("calibration_ratio", Goal.NONE, "Σs/Σy, predicted over observed", CalibrationRatio::of),
            probabilities("brier", Goal.DECREASE, "Σ(y − p)²/n, of one class", (r, _) -> BrierScore.of(r)),
            probabilities("log_loss", Goal.DECREASE, "−Σ(y ln p + (1 − y) ln(1 − p))/n, nats", LogLoss::of),
            probabilities("normalized_entropy", Goal.DECREASE, "log loss over the base rate's", NormalizedEntropy::of),
            probabilities("rce", Goal.INCREASE, "100 (1 − normalised entropy)", NormalizedEntropy::relative),
            new Entry("ece", ScoreMetrics::calibrationError),
            new Entry("auc", ScoreMetrics::area),
            new Entry("average_precision", ScoreMetrics::averagePrecision),
            top(
                    "lift",
                    "rate of label 1 among the rows of the highest scores, over the rate of all",
                    ScoreMetrics::lift),
            top("gains", "share of the rows of label 1 that are among those of the highest scores", Replicated.GAINS));

    private static final String DELTA = "delta method, clustered by unit";

    private ScoreMetrics() {}

    /**
     * One metric.
     *
     * @param name its name
     * @param metric from the options to the metric
     */
    record Entry(String name, Function<Arguments, ScoreMetric> metric) {}

    /** A number of a share of the rows, and without each group of units. */
    private interface Replicated {
        Replicated GAINS = (rows, jackknife, share) -> CumulativeGains.replicates(rows, share, jackknife);

        Replicates of(ScoredRows rows, DeleteGroupJackknife jackknife, double share);
    }

    /** The entry of a name. */
    static Optional<Entry> named(String name) {
        return ALL.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    private static Entry numbers(String name, Goal goal, String formula, Function<ScoredRows, ScoreEstimate> number) {
        return new Entry(
                name,
                a -> new ScoreMetric(
                        new Written(name, a).name(""),
                        goal,
                        formula + ", over all rows",
                        Labels.NUMBERS,
                        relevant(a),
                        false,
                        new InfluenceMethod(number, DELTA, Rows.CLUSTERED)));
    }

    private static Entry probabilities(
            String name, Goal goal, String formula, BiFunction<ScoredRows, Double, ScoreEstimate> number) {
        return new Entry(name, a -> {
            double clip = name.equals("brier") ? 0 : a.number("clip", 0);
            if (clip >= 0.5) {
                throw new Misnamed("clip of " + name + " is " + clip, "write a small number, such as clip=1e-6");
            }
            Written written = new Written(name, a);
            if (clip > 0) {
                written.option("clip", Double.toString(clip));
            }
            return new ScoreMetric(
                    written.name(""),
                    goal,
                    formula + ", over all rows",
                    Labels.CLASSES,
                    relevant(a),
                    true,
                    new InfluenceMethod(r -> number.apply(r, clip), DELTA, Rows.CLUSTERED));
        });
    }

    private static Entry top(String name, String formula, Replicated number) {
        return new Entry(name, a -> {
            double share = a.part();
            String point = "@" + plain(100 * share) + "%";
            return classes(
                    new Written(name, a).name(point),
                    formula,
                    relevant(a),
                    new JackknifeMethod((rows, jackknife) -> number.of(rows, jackknife, share)));
        });
    }

    private static Replicates lift(ScoredRows rows, DeleteGroupJackknife jackknife, double share) {
        return CumulativeGains.lift(CumulativeGains.replicates(rows, share, jackknife), share);
    }

    private static ScoreMetric classes(String name, String formula, OptionalDouble relevant, ScoreMethod<?> method) {
        return new ScoreMetric(name, Goal.INCREASE, formula, Labels.CLASSES, relevant, false, method);
    }

    private static ScoreMetric area(Arguments a) {
        boolean rows = a.word("errors", "clustered", "delong").equals("delong");
        Written written = new Written("auc", a);
        if (rows) {
            written.option("errors", "delong");
        }
        return classes(
                written.name(""),
                "chance that a row of label 1 scores above a row of label 0, a tie half, over all pairs of rows",
                relevant(a),
                rows
                        ? new InfluenceMethod(RocAuc::of, "DeLong, rows taken for independent", Rows.INDEPENDENT)
                        : new InfluenceMethod(RocAuc::of, "DeLong clustered by unit (Obuchowski)", Rows.CLUSTERED));
    }

    private static ScoreMetric averagePrecision(Arguments a) {
        return classes(
                new Written("average_precision", a).name(""),
                "mean over the rows of label 1 of the precision at their score, by steps, over all rows",
                relevant(a),
                new InfluenceMethod(PooledAveragePrecision::of, DELTA, Rows.CLUSTERED));
    }

    private static ScoreMetric calibrationError(Arguments a) {
        int bins = (int) a.number("bins", 10);
        if (bins < 2 || bins > 1000) {
            throw new Misnamed("ece has " + bins + " bins", "write a number from 2 to 1000, such as bins=15");
        }
        Binning binning = Binning.valueOf(upper(a.word("binning", "width", "mass")));
        Debias debias = Debias.valueOf(upper(a.word("debias", "none", "units", "rows")));
        Written written = new Written("ece", a);
        if (bins != 10) {
            written.option("bins", Integer.toString(bins));
        }
        if (binning != Binning.WIDTH) {
            written.option("binning", "mass");
        }
        if (debias != Debias.NONE) {
            written.option("debias", debias.name().toLowerCase(Locale.ROOT));
        }
        return new ScoreMetric(
                written.name(""),
                Goal.DECREASE,
                "Σ n_b/n |observed share − mean probability| over bins b",
                Labels.CLASSES,
                relevant(a),
                true,
                new JackknifeMethod((rows, jackknife) -> ExpectedCalibrationError.replicates(
                        CalibrationBins.of(rows, binning, bins, jackknife.groups(), jackknife::groupOf), debias)));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static OptionalDouble relevant(Arguments a) {
        return a.has("rel") ? OptionalDouble.of(a.level()) : OptionalDouble.empty();
    }

    private static String plain(double value) {
        double rounded = Math.rint(value * 1e9) / 1e9;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** A canonical name in the making: the level first, then the options that are not the default. */
    private static final class Written {
        private final String base;
        private final List<String> options = new ArrayList<>();

        Written(String base, Arguments a) {
            this.base = base;
            relevant(a).ifPresent(rel -> option("rel", plain(rel)));
        }

        void option(String key, String value) {
            options.add(key + "=" + value);
        }

        String name(String point) {
            return base + (options.isEmpty() ? "" : "(" + String.join(",", options) + ")") + point;
        }
    }
}
