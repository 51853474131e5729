package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import covey.stats.score.Binning;
import covey.stats.score.BrierDecomposition;
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
import covey.stats.score.ReliabilityCurve;
import covey.stats.score.RocAuc;
import covey.stats.score.RootMeanSquaredError;
import covey.stats.score.ScoreEstimate;
import covey.stats.score.ScoredRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ScoreGoldenTest {
    private static final Map<String, Function<ScoredRows, ScoreEstimate>> MEASURES = Map.of(
            "rmse", RootMeanSquaredError::of,
            "mae", MeanAbsoluteError::of,
            "brier", BrierScore::of,
            "log_loss", r -> LogLoss.of(r, 0),
            "normalized_entropy", r -> NormalizedEntropy.of(r, 0),
            "rce", r -> NormalizedEntropy.relative(r, 0),
            "calibration_ratio", CalibrationRatio::of,
            "average_precision", PooledAveragePrecision::of,
            "auc", RocAuc::of);

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("score");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        String[] method = golden.method().split(" ");
        ScoredRows rows = rows(golden.inputs(), "score");
        golden.check(
                switch (method[0]) {
                    case "gains" -> gains(rows, Double.parseDouble(method[1]));
                    case "bins" -> bins(rows, Binning.valueOf(method[1].toUpperCase(java.util.Locale.ROOT)));
                    case "brier" -> method.length > 1 ? parts(rows) : estimates(golden.inputs(), method);
                    default -> estimates(golden.inputs(), method);
                });
    }

    private static Map<String, Double> estimates(JsonNode inputs, String[] method) {
        Function<ScoredRows, ScoreEstimate> measure = MEASURES.get(method[0]);
        Function<JsonNode, ScoredRows> read = i -> rows(i, "score");
        boolean independent = method.length > 1;
        ScoreEstimate first = measure.apply(independent ? read.apply(inputs).independent() : read.apply(inputs));
        Map<String, Double> values = new HashMap<>(Map.of(
                "value", first.value(),
                "variance", first.level().variance(),
                "df", first.level().df()));
        if (inputs.has("score2")) {
            ScoredRows other = rows(inputs, "score2");
            Contrast contrast = ScoreEstimate.contrast(first, measure.apply(independent ? other.independent() : other));
            values.put("difference", contrast.difference());
            values.put("differenceVariance", contrast.variance());
            values.put("covariance", contrast.covariance());
            values.put("normalP", contrast.asNormal().pValue());
        }
        return values;
    }

    private static Map<String, Double> gains(ScoredRows rows, double top) {
        DeleteGroupJackknife jackknife = jackknife(rows);
        Replicates gains = CumulativeGains.replicates(rows, top, jackknife);
        Replicates lift = CumulativeGains.lift(gains, top);
        return Map.of(
                "value", gains.value(),
                "variance", jackknife.level(gains).variance(),
                "lift", lift.value(),
                "liftVariance", jackknife.level(lift).variance());
    }

    private static Map<String, ?> bins(ScoredRows rows, Binning binning) {
        DeleteGroupJackknife jackknife = jackknife(rows);
        CalibrationBins bins = CalibrationBins.of(rows, binning, 10, jackknife.groups(), jackknife::groupOf);
        List<ReliabilityCurve.Point> curve = ReliabilityCurve.of(bins, 0.95);
        assertThat(curve).allMatch(p -> p.interval().contains(p.observed()) && p.from() < p.to());
        Replicates error = ExpectedCalibrationError.replicates(bins, Debias.NONE);
        return Map.of(
                "observed",
                curve.stream().mapToDouble(ReliabilityCurve.Point::observed).toArray(),
                "predicted",
                curve.stream().mapToDouble(ReliabilityCurve.Point::predicted).toArray(),
                "ece",
                error.value(),
                "variance",
                jackknife.level(error).variance(),
                "debiasedRows",
                ExpectedCalibrationError.of(bins, Debias.ROWS),
                "debiasedUnits",
                ExpectedCalibrationError.of(bins, Debias.UNITS));
    }

    private static Map<String, Double> parts(ScoredRows rows) {
        BrierDecomposition parts = BrierDecomposition.of(CalibrationBins.of(rows, Binning.WIDTH, 10));
        return Map.of(
                "reliability", parts.reliability(),
                "resolution", parts.resolution(),
                "uncertainty", parts.uncertainty(),
                "sum", parts.reliability() - parts.resolution() + parts.uncertainty());
    }

    /** With fewer units than groups each is one of its own, whatever is drawn. */
    private static DeleteGroupJackknife jackknife(ScoredRows rows) {
        return rows.units() < DeleteGroupJackknife.FEWEST
                ? DeleteGroupJackknife.of(DeleteGroupJackknife.FEWEST, RandomGenerator.of("L64X128MixRandom"))
                : DeleteGroupJackknife.of(rows.units(), RandomGenerator.of("L64X128MixRandom"));
    }

    private static ScoredRows rows(JsonNode inputs, String score) {
        return ScoredRows.over(
                GoldenCase.numbers(inputs.get("y")),
                GoldenCase.numbers(inputs.get(score)),
                Arrays.stream(GoldenCase.numbers(inputs.get("unit")))
                        .mapToInt(u -> (int) u)
                        .toArray());
    }
}
