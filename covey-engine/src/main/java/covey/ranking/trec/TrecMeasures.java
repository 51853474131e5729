package covey.ranking.trec;

import static covey.ranking.label.Label.ALL;

import covey.ranking.Discount;
import covey.ranking.Gain;
import covey.ranking.Gains;
import covey.ranking.GeometricMean;
import covey.ranking.RankingMetric;
import covey.ranking.metric.count.OthersRetrieved;
import covey.ranking.metric.count.Relevant;
import covey.ranking.metric.count.RelevantRetrieved;
import covey.ranking.metric.count.Retrieved;
import covey.ranking.metric.count.UnjudgedShare;
import covey.ranking.metric.gain.BinaryNormalizedGain;
import covey.ranking.metric.gain.Dcg;
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
import covey.ranking.metric.hits.Precision;
import covey.ranking.metric.hits.RPrecision;
import covey.ranking.metric.hits.Recall;
import covey.ranking.metric.hits.ReciprocalRank;
import covey.ranking.metric.hits.RelativePrecision;
import covey.ranking.metric.hits.SetAveragePrecision;
import covey.ranking.metric.hits.SmoothedAveragePrecision;
import covey.ranking.metric.hits.Success;
import covey.ranking.metric.hits.Utility;
import covey.ranking.trec.TrecColumn.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** The list of trec_eval's measures, in the order in which they are printed: one line each. */
final class TrecMeasures {
    private static final int[] CUTOFFS = {5, 10, 15, 20, 30, 100, 200, 500, 1000};
    private static final double[] ELEVEN = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
    private static final double[] MULTIPLES = {0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0};
    private static final double PERSISTENCE = 0.9;

    private static final Map<String, BiFunction<TrecOptions, Parameters, List<TrecColumn>>> ALL_MEASURES = all();

    private TrecMeasures() {}

    private static Map<String, BiFunction<TrecOptions, Parameters, List<TrecColumn>>> all() {
        Map<String, BiFunction<TrecOptions, Parameters, List<TrecColumn>>> m = new LinkedHashMap<>();
        m.put("runid", (o, p) -> one("runid", Form.RUN, new Retrieved()));
        m.put("num_q", (o, p) -> one("num_q", Form.TOPICS, new Retrieved()));
        m.put("num_ret", (o, p) -> one("num_ret", Form.SUM, new Retrieved()));
        m.put("num_rel", (o, p) -> one("num_rel", Form.RELEVANT, new Relevant(o.level())));
        m.put("num_rel_ret", (o, p) -> one("num_rel_ret", Form.SUM, new RelevantRetrieved(o.level())));
        m.put("map", (o, p) -> mean("map", averagePrecision(o, ALL)));
        m.put("gm_map", (o, p) -> one("gm_map", Form.GEOMETRIC, new GeometricMean(averagePrecision(o, ALL))));
        m.put("Rprec", (o, p) -> mean("Rprec", new RPrecision(o.level())));
        m.put("bpref", (o, p) -> mean("bpref", new BinaryPreference(o.level())));
        m.put("recip_rank", (o, p) -> mean("recip_rank", new ReciprocalRank(o.level(), ALL)));
        m.put("iprec_at_recall", (o, p) -> points(p, ELEVEN, r -> interpolated(o, r)));
        m.put("P", (o, p) -> cut(p, CUTOFFS, k -> new Precision(o.level(), k)));
        m.put("relstring", (o, p) -> one(p.named(), Form.STRING, new FirstGrades((long) p.values(10)[0])));
        m.put("recall", (o, p) -> cut(p, CUTOFFS, k -> new Recall(o.level(), k)));
        m.put("infAP", (o, p) -> mean("infAP", new InferredAveragePrecision(o.level())));
        m.put(
                "gm_bpref",
                (o, p) -> one("gm_bpref", Form.GEOMETRIC, new GeometricMean(new BinaryPreference(o.level()))));
        m.put("Rprec_mult", (o, p) -> points(p, MULTIPLES, r -> new MultipleRPrecision(o.level(), r)));
        m.put("utility", (o, p) -> mean(p.named(), utility(o, p)));
        m.put("11pt_avg", (o, p) -> mean(p.named(), elevenPoints(o, p)));
        m.put("binG", (o, p) -> mean("binG", new BinaryNormalizedGain(o.level())));
        m.put("G", (o, p) -> mean(p.named(), new NormalizedGain(p.gains(o))));
        m.put("dcg", (o, p) -> mean(p.named(), new Dcg(ALL, p.gains(o), Discount.LOG2)));
        m.put("ideal_dcg", (o, p) -> mean(p.named(), new IdealDcg(ALL, p.gains(o), Discount.LOG2)));
        m.put("ndcg", (o, p) -> mean(p.named(), new Ndcg(ALL, p.gains(o), Discount.LOG2)));
        m.put("ndcg_rel", (o, p) -> mean(p.named(), new NdcgAtRelevant(p.gains(o))));
        m.put("Rndcg", (o, p) -> mean(p.named(), new NdcgAtLevels(o.level(), p.gains(o))));
        m.put("ndcg_cut", (o, p) -> cut(p, CUTOFFS, k -> new Ndcg(k, Gains.LINEAR, Discount.LOG2)));
        m.put("map_cut", (o, p) -> cut(p, CUTOFFS, k -> averagePrecision(o, k)));
        m.put("relative_P", (o, p) -> cut(p, CUTOFFS, k -> new RelativePrecision(o.level(), k)));
        m.put("success", (o, p) -> cut(p, new int[] {1, 5, 10}, k -> new Success(o.level(), k)));
        m.put("set_P", (o, p) -> mean("set_P", new Precision(o.level(), ALL)));
        m.put("set_relative_P", (o, p) -> mean("set_relative_P", new RelativePrecision(o.level(), ALL)));
        m.put("set_recall", (o, p) -> mean("set_recall", new Recall(o.level(), ALL)));
        m.put("set_map", (o, p) -> mean("set_map", new SetAveragePrecision(o.level())));
        m.put("set_F", (o, p) -> mean(p.named(), new FMeasure(o.level(), ALL, p.values(1)[0])));
        m.put(
                "num_nonrel_judged_ret",
                (o, p) -> one("num_nonrel_judged_ret", Form.SUM, new OthersRetrieved(o.level())));
        m.put("yaap", (o, p) -> mean("yaap", new SmoothedAveragePrecision(o.level())));
        m.put("rbp", (o, p) -> mean(p.named(), new RankBiasedPrecision(p.named("p", PERSISTENCE), ALL, p.gains(o))));
        m.put("rbp_resid", (o, p) -> mean(p.named(), new RankBiasedResidual(p.named("p", PERSISTENCE))));
        m.put("unj", (o, p) -> cut(p, new int[] {5, 10, 20}, UnjudgedShare::new));
        return m;
    }

    private static final List<String> ONLY_TEN = List.of("dcg", "ideal_dcg", "rbp", "rbp_resid", "unj");
    private static final List<String> NOT_IN_ALL = List.of("yaap", "dcg", "ideal_dcg");
    private static final List<String> OFFICIAL = List.of(
            "runid",
            "num_q",
            "num_ret",
            "num_rel",
            "num_rel_ret",
            "map",
            "gm_map",
            "Rprec",
            "bpref",
            "recip_rank",
            "iprec_at_recall",
            "P");
    private static final List<String> SET = List.of(
            "runid",
            "num_q",
            "num_ret",
            "num_rel",
            "num_rel_ret",
            "utility",
            "set_P",
            "set_recall",
            "set_relative_P",
            "set_map",
            "set_F");

    /** Measures of a name or nickname; empty when the version has none of that name. */
    static List<String> named(String name, TrecVersion version) {
        return switch (name) {
            case "official" -> OFFICIAL;
            case "set" -> SET;
            case "all_trec" ->
                known(version).stream().filter(m -> !NOT_IN_ALL.contains(m)).toList();
            default -> known(version).contains(name) ? List.of(name) : List.of();
        };
    }

    private static List<String> known(TrecVersion version) {
        return ALL_MEASURES.keySet().stream()
                .filter(m -> version.isTen() || !ONLY_TEN.contains(m))
                .toList();
    }

    /** The columns of the measures asked for, in the order of the list. */
    static List<TrecColumn> columns(TrecOptions options) {
        List<TrecColumn> columns = new ArrayList<>();
        ALL_MEASURES.forEach((name, builder) -> {
            if (options.measures().contains(name)) {
                columns.addAll(builder.apply(
                        options, new Parameters(name, options.parameters().get(name))));
            }
        });
        return columns;
    }

    /** The first measure asked for that looks at a list; empty without one. */
    static String firstOfLists(TrecOptions options) {
        return ALL_MEASURES.keySet().stream()
                .filter(m -> options.measures().contains(m) && !m.equals("runid") && !m.equals("num_q"))
                .findFirst()
                .orElse("");
    }

    private static List<TrecColumn> one(String name, Form form, RankingMetric metric) {
        return List.of(new TrecColumn(name, form, metric));
    }

    private static List<TrecColumn> mean(String name, RankingMetric metric) {
        return one(name, Form.MEAN, metric);
    }

    private static List<TrecColumn> cut(Parameters parameters, int[] byDefault, IntFunction<RankingMetric> metric) {
        List<TrecColumn> columns = new ArrayList<>();
        for (long cutoff : parameters.cutoffs(byDefault)) {
            // a list is shorter than an int can count: nothing changes behind it but the divisor of a precision
            columns.add(new TrecColumn(parameters.name() + "_" + cutoff, Form.MEAN, metric.apply((int)
                    Math.min(cutoff, Integer.MAX_VALUE - 1))));
        }
        return columns;
    }

    private interface AtPoint {
        RankingMetric metric(double point);
    }

    private static List<TrecColumn> points(Parameters parameters, double[] byDefault, AtPoint metric) {
        List<TrecColumn> columns = new ArrayList<>();
        for (double point : parameters.points(byDefault)) {
            String name = parameters.name() + "_" + FixedText.of(point, 2);
            int longest = parameters.name().length() + 9;
            columns.add(new TrecColumn(
                    name.length() > longest ? name.substring(0, longest) : name, Form.MEAN, metric.metric(point)));
        }
        return columns;
    }

    private static RankingMetric averagePrecision(TrecOptions options, int cutoff) {
        return new AveragePrecision(options.level(), cutoff, Denominator.RELEVANT);
    }

    private static RankingMetric interpolated(TrecOptions options, double recall) {
        return new InterpolatedPrecision(
                options.level(), recall, options.version().recallPoint());
    }

    private static RankingMetric elevenPoints(TrecOptions options, Parameters parameters) {
        List<Double> recalls = new ArrayList<>();
        for (double recall : parameters.values(ELEVEN)) {
            recalls.add(recall);
        }
        return new MeanInterpolatedPrecision(
                options.level(), recalls, options.version().recallPoint());
    }

    private static RankingMetric utility(TrecOptions options, Parameters parameters) {
        double[] weights = parameters.values(1, -1, 0, 0);
        if (weights.length != 4) {
            throw new TrecFault(
                    4,
                    "trec_eval.calc_utility: improper number of coefficients\n"
                            + "trec_eval: Can't calculate measure 'utility'");
        }
        return new Utility(
                options.level(), List.of(weights[0], weights[1], weights[2], weights[3]), options.collection());
    }

    static Gains gains(List<Gains.Entry> table, TrecOptions options) {
        return table.isEmpty() ? Gains.LINEAR : new Gains(Gain.LINEAR, options.level(), table, Gains.Order.TREC_EVAL);
    }

    /** Names of the measures that need judgements of another kind than one grade a document. */
    static boolean needsOtherJudgements(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("prefs") || lower.endsWith("_jg") || lower.endsWith("avgjg");
    }
}
