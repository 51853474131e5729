package covey.ranking.names;

import covey.ranking.GeometricMean;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;
import covey.ranking.metric.count.Judged;
import covey.ranking.metric.count.OthersRetrieved;
import covey.ranking.metric.count.Relevant;
import covey.ranking.metric.count.RelevantRetrieved;
import covey.ranking.metric.count.Retrieved;
import covey.ranking.metric.count.TiedShare;
import covey.ranking.metric.count.UnjudgedShare;
import covey.ranking.metric.gain.BinaryNormalizedGain;
import covey.ranking.metric.gain.Dcg;
import covey.ranking.metric.gain.ExpectedReciprocalRank;
import covey.ranking.metric.gain.IdealDcg;
import covey.ranking.metric.gain.Ndcg;
import covey.ranking.metric.gain.NdcgAtLevels;
import covey.ranking.metric.gain.NdcgAtRelevant;
import covey.ranking.metric.gain.NormalizedGain;
import covey.ranking.metric.gain.RankBiasedPrecision;
import covey.ranking.metric.gain.RankBiasedResidual;
import covey.ranking.metric.hits.AveragePrecision;
import covey.ranking.metric.hits.AveragePrecision.Denominator;
import covey.ranking.metric.hits.BinaryPreference;
import covey.ranking.metric.hits.FMeasure;
import covey.ranking.metric.hits.InferredAveragePrecision;
import covey.ranking.metric.hits.InterpolatedPrecision;
import covey.ranking.metric.hits.MeanInterpolatedPrecision;
import covey.ranking.metric.hits.MultipleRPrecision;
import covey.ranking.metric.hits.PartialAuc;
import covey.ranking.metric.hits.Precision;
import covey.ranking.metric.hits.RPrecision;
import covey.ranking.metric.hits.Recall;
import covey.ranking.metric.hits.RecallPoint;
import covey.ranking.metric.hits.ReciprocalRank;
import covey.ranking.metric.hits.RelativePrecision;
import covey.ranking.metric.hits.SetAveragePrecision;
import covey.ranking.metric.hits.SmoothedAveragePrecision;
import covey.ranking.metric.hits.StepAveragePrecision;
import covey.ranking.metric.hits.Success;
import covey.ranking.metric.hits.Utility;
import covey.result.MetricInfo.Goal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The list of the metrics of ranked lists: one line each, by the name that is printed. */
final class RankingMetrics {
    static final List<Entry> ALL = List.of(
            more("P", a -> new Precision(a.level(), a.neededCutoff())),
            more("R", a -> new Recall(a.level(), a.neededCutoff())),
            more("F", a -> new FMeasure(a.level(), a.neededCutoff(), a.number("x", 1))),
            more("RR", a -> new ReciprocalRank(a.level(), a.cutoff())),
            more("AP", a -> new AveragePrecision(a.level(), a.cutoff(), Denominator.RELEVANT)),
            more("AP_min", a -> new AveragePrecision(a.level(), a.neededCutoff(), Denominator.ACHIEVABLE)),
            more("AP_k", a -> new AveragePrecision(a.level(), a.neededCutoff(), Denominator.CUTOFF)),
            more("AP_step", a -> new StepAveragePrecision(a.level())),
            more("GMAP", a -> new GeometricMean(new AveragePrecision(a.level(), a.cutoff(), Denominator.RELEVANT))),
            more("Success", a -> new Success(a.level(), a.cutoff())),
            more("Rprec", a -> new RPrecision(a.level())),
            more("Rprec_mult", a -> new MultipleRPrecision(a.level(), a.share())),
            more("relative_P", a -> new RelativePrecision(a.level(), a.cutoff())),
            more("Bpref", a -> new BinaryPreference(a.level())),
            more("GMBpref", a -> new GeometricMean(new BinaryPreference(a.level()))),
            more("infAP", a -> new InferredAveragePrecision(a.level())),
            more("IPrec", a -> new InterpolatedPrecision(a.level(), a.share(), points(a))),
            more("IPrec_mean", a -> new MeanInterpolatedPrecision(a.level(), recalls(a), points(a))),
            more("pAUC", a -> new PartialAuc(a.level(), a.places())),
            more("yaAP", a -> new SmoothedAveragePrecision(a.level())),
            more("SetP", RankingMetrics::setPrecision),
            more("SetR", a -> new Recall(a.level(), Label.ALL)),
            more("SetF", a -> new FMeasure(a.level(), Label.ALL, beta(a))),
            more("SetAP", a -> new SetAveragePrecision(a.level())),
            more("utility", a -> new Utility(a.level(), weights(a), (long) a.number("collection", 0))),
            more("nDCG", a -> new Ndcg(a.cutoff(), a.gains(), a.discount())),
            more("DCG", a -> new Dcg(a.cutoff(), a.gains(), a.discount())),
            whatever("iDCG", a -> new IdealDcg(a.cutoff(), a.gains(), a.discount())),
            more("nDCG_rel", a -> new NdcgAtRelevant(a.gains())),
            more("RnDCG", a -> new NdcgAtLevels(1, a.gains())),
            more("G", a -> new NormalizedGain(a.gains())),
            more("binG", a -> new BinaryNormalizedGain(a.level())),
            more("RBP", a -> new RankBiasedPrecision(a.probability("p", 0.8), a.cutoff(), a.gainsOrLevel())),
            less("RBP_resid", a -> new RankBiasedResidual(a.probability("p", 0.8))),
            more("ERR", a -> new ExpectedReciprocalRank(a.cutoff(), a.number("max", 4))),
            more("Judged", a -> new Judged(a.cutoff())),
            less("Unjudged", a -> new UnjudgedShare(a.neededCutoff())),
            less("Tied", a -> new TiedShare(a.cutoff())),
            whatever("NumRet", a -> a.has("rel") ? new RelevantRetrieved(a.level()) : new Retrieved()),
            whatever("NumRel", a -> new Relevant(a.level())),
            more("NumRelRet", a -> new RelevantRetrieved(a.level())),
            less("NumNonRelRet", a -> new OthersRetrieved(a.level())));

    private RankingMetrics() {}

    /**
     * One metric.
     *
     * @param name its name
     * @param goal wanted direction
     * @param metric from the options to the metric
     */
    record Entry(String name, Goal goal, Function<Arguments, RankingMetric> metric) {}

    private static Entry more(String name, Function<Arguments, RankingMetric> metric) {
        return new Entry(name, Goal.INCREASE, metric);
    }

    private static Entry less(String name, Function<Arguments, RankingMetric> metric) {
        return new Entry(name, Goal.DECREASE, metric);
    }

    private static Entry whatever(String name, Function<Arguments, RankingMetric> metric) {
        return new Entry(name, Goal.NONE, metric);
    }

    /** The entry of a name written as it is printed. */
    static Optional<Entry> exactly(String name) {
        return first(e -> e.name().equals(name));
    }

    /** The entry of a name in capitals or not. */
    static Optional<Entry> anyCase(String name) {
        return first(e -> e.name().equalsIgnoreCase(name));
    }

    private static Optional<Entry> first(Predicate<Entry> wanted) {
        return ALL.stream().filter(wanted).findFirst();
    }

    private static RecallPoint points(Arguments a) {
        return a.word("points", "truncated", "rounded").equals("rounded") ? RecallPoint.ROUNDED : RecallPoint.TRUNCATED;
    }

    private static List<Double> recalls(Arguments a) {
        return a.numbers("at", MeanInterpolatedPrecision.ELEVEN);
    }

    private static List<Double> weights(Arguments a) {
        List<Double> weights = a.numbers("weights", Utility.RETRIEVED_ONLY);
        if (weights.size() != 4) {
            throw new Misnamed("utility has four weights, not " + weights.size(), "write utility(weights=1 -1 0 0)");
        }
        return weights;
    }

    private static RankingMetric setPrecision(Arguments a) {
        boolean relative = !a.word("relative", "False", "false", "True", "true").equalsIgnoreCase("false");
        return relative ? new RelativePrecision(a.level(), Label.ALL) : new Precision(a.level(), Label.ALL);
    }

    /** What ir-measures calls beta it hands to trec_eval, which takes it for beta squared: told apart here. */
    private static double beta(Arguments a) {
        if (a.number("beta", 1) != 1) {
            throw new Misnamed(
                    "beta of SetF means beta squared in ir-measures and trec_eval, and beta in books",
                    "write x, beta squared: SetF(x=4) is F2 of the books, SetF(x=2) what ir-measures calls beta=2");
        }
        return a.number("x", 1);
    }
}
