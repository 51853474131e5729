package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingRequirement.Reading;
import covey.method.Artifact;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Language;
import covey.method.Study;
import covey.method.Study.Examples;
import covey.method.Working;
import covey.ranking.RankingMetric;
import covey.ranking.evaluate.RankingSpec.Beyond;
import covey.ranking.evaluate.RankingSpec.OfScores;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.names.BeyondNames;
import covey.ranking.names.MetricNames;
import covey.ranking.names.ScoreNames;
import covey.ranking.protocol.ProtocolLinter;
import covey.ranking.query.QueryFiles;
import covey.ranking.query.QueryNumbers;
import covey.ranking.sampled.SampledCandidates;
import covey.ranking.sampled.SampledLists;
import covey.ranking.score.ScoreWorkings;
import covey.ranking.trend.CategoryEntropyTrend;
import covey.ranking.trend.UserTrends;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Outcome;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Systems that rank, measured on what turned out to be relevant, and compared query by query. Every interval is clustered by
 * the study's unit.
 */
public final class RankingEvaluation implements Estimator<RankingSpec, RankingData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "ranking_evaluation",
                List.of("same_queries"),
                "Ranking evaluation",
                "Systems that rank are measured on the same users' later choices and compared pair by pair.",
                RankingSettings.ALL,
                List.of(
                        "Järvelin and Kekäläinen (2002), ACM TOIS 20",
                        "Urbano, Lima and Hanjalic (2019), SIGIR: statistical significance testing in IR",
                        "Krichene and Rendle (2020), KDD: on sampled metrics for item recommendation"),
                new Language(
                        name -> MetricNames.declared(name)
                                .or(() -> BeyondNames.declared(name))
                                .or(() -> ScoreNames.declared(name)),
                        name -> ScoreNames.misread(name).or(() -> MetricNames.misread(name)),
                        Stream.of(MetricNames.EXAMPLES, BeyondNames.EXAMPLES, ScoreNames.EXAMPLES)
                                .flatMap(List::stream)
                                .toList(),
                        Set.of(),
                        List.of()));
    }

    @Override
    public RankingSpec specify(Study study) {
        return RankingReader.read(study);
    }

    @Override
    public List<Setting> settings(RankingSpec spec) {
        return spec.settings();
    }

    @Override
    public covey.data.Requirement requires(RankingSpec spec) {
        return spec.requirement();
    }

    @Override
    public Findings estimate(RankingSpec spec, RankingData data, RandomGenerator random) {
        int[] counted = counted(spec, data);
        Optional<SampledLists> sampled = spec.sampled().map(s -> s.over(data));
        RankingSpec measured = sampled.map(spec::corrected).orElse(spec);
        QueryNumbers numbers = numbers(measured, data, counted);
        Comparisons comparisons = new Comparisons(measured, data, counted, numbers.values(), random).run();
        List<Outcome> outcomes = new ArrayList<>(comparisons.outcomes());
        boolean lists = spec.requirement().reading().lists();
        List<Artifact> files = new ArrayList<>();
        if (lists) {
            files.add(QueryFiles.perQuery(numbers));
        }
        if (sampled.isEmpty() && lists) {
            QueryRows queries = new QueryRows(spec, numbers);
            outcomes.addAll(queries.agreement());
            if (spec.study().context().examples() != Examples.NOBODY) {
                outcomes.addAll(queries.worst());
                files.add(QueryFiles.worst(numbers, spec.persistence()));
            }
        }
        List<Diagnostic> diagnostics = new ArrayList<>(ProtocolLinter.check(spec.requirement(), data, counted));
        sampled.ifPresent(s -> diagnostics.add(s.check(spec.metrics().getFirst().metric(), counted)));
        diagnostics.addAll(comparisons.diagnostics());
        int units = spec.requirement().reading() == Reading.SCORES
                ? data.scored().unitCount()
                : Subset.all(data, counted).units();
        return new Findings(outcomes, diagnostics, arms(spec, units), dropped(spec, data, counted), files);
    }

    /** Queries that count; of sampled candidates only those with a single relevant item. */
    private static int[] counted(RankingSpec spec, RankingData data) {
        int[] counted =
                QueryValues.counted(data, spec.withRelevant() || spec.sampled().isPresent());
        return spec.sampled().isPresent() ? SampledCandidates.withOneRelevant(data, counted) : counted;
    }

    private static QueryNumbers numbers(RankingSpec spec, RankingData data, int[] counted) {
        List<RankingMetric> metrics =
                spec.metrics().stream().map(Planned::metric).toList();
        List<double[][]> values = new ArrayList<>();
        for (Lists lists : data.systems()) {
            values.add(QueryValues.of(data, lists, counted, metrics));
        }
        List<List<double[]>> byMetric = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            int at = m;
            byMetric.add(values.stream().map(v -> v[at]).toList());
        }
        List<String> names =
                spec.metrics().stream().map(m -> m.use().metric().name()).toList();
        return new QueryNumbers(data, counted, names, byMetric);
    }

    private static List<ArmInfo> arms(RankingSpec spec, long units) {
        List<ArmInfo> arms = new ArrayList<>();
        for (String system : spec.systems()) {
            // every system ranks for all of them: nothing is shared out
            arms.add(new ArmInfo(system, arms.isEmpty(), 0, units));
        }
        return arms;
    }

    private static List<Dropped> dropped(RankingSpec spec, RankingData data, int[] counted) {
        List<Dropped> dropped = new ArrayList<>();
        long outside = data.counts().of("outside/queries");
        if (outside > 0) {
            dropped.add(new Dropped("queries", outside, "outside the study's population"));
        }
        long unjudged = (long) data.queries().size() - data.queries().judged();
        if (unjudged > 0) {
            dropped.add(new Dropped("queries", unjudged, "ranked by a system, without a judgement in the period"));
        }
        if (spec.requirement().reading().scores()) {
            long judged = data.counts().of("scored/judged");
            long scored = data.scored().labels().size();
            if (scored < judged) {
                dropped.add(new Dropped("rows", judged - scored, "judged, without a score of every system"));
            }
        }
        if (counted.length < data.queries().judged()) {
            dropped.add(new Dropped(
                    "queries",
                    (long) data.queries().judged() - counted.length,
                    spec.sampled().isPresent()
                            ? "judged, without exactly one relevant item"
                            : "judged, without a relevant item"));
        }
        spec.beyond().forEach(b -> trendless(b, data, counted).ifPresent(dropped::add));
        return dropped;
    }

    /** Queries whose lists are in too few weeks for a trend. */
    private static Optional<Dropped> trendless(Beyond planned, RankingData data, int[] counted) {
        if (!(planned.metric() instanceof CategoryEntropyTrend trend)
                || UserTrends.weeks(data) < CategoryEntropyTrend.FEWEST) {
            return Optional.empty();
        }
        long left = Arrays.stream(UserTrends.of(data, counted, trend).getFirst())
                .filter(Double::isNaN)
                .count();
        return Optional.of(new Dropped(
                        "queries",
                        left,
                        "without lists of every system in " + CategoryEntropyTrend.FEWEST + " weeks or more: not in "
                                + planned.use().metric().name()))
                .filter(_ -> left > 0);
    }

    @Override
    public List<Working> workings(RankingSpec spec, RankingData data, Working.Asked number) {
        for (OfScores metric : spec.scores()) {
            if (metric.use().metric().name().equals(number.metric())) {
                return new ScoreWorkings(spec.frame(), data.scored()).of(metric.use(), metric.metric(), number);
            }
        }
        RankingSpec measured =
                spec.sampled().map(s -> spec.corrected(s.over(data))).orElse(spec);
        return new RankingWorkings(measured).of(data, number, counted(spec, data));
    }
}
