package covey.ranking.evaluate;

import covey.data.RankingData.Lists;
import covey.ranking.query.ListAgreement;
import covey.ranking.query.QueryNumbers;
import covey.ranking.query.WorstQueries;
import covey.ranking.query.WorstQueries.Worst;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Rows about single lists: how far each pair of systems agrees, and the queries that a candidate serves worst. */
final class QueryRows {
    private static final String WORST = "worst_queries";
    private static final int SHOWN = 5;

    private final RankingSpec spec;
    private final QueryNumbers numbers;

    QueryRows(RankingSpec spec, QueryNumbers numbers) {
        this.spec = spec;
        this.numbers = numbers;
    }

    /** Agreement of the lists of each pair of systems, over the queries where it is defined. */
    List<Outcome> agreement() {
        List<Outcome> outcomes = new ArrayList<>();
        List<Lists> systems = numbers.data().systems();
        for (int reference = 0; reference < systems.size(); reference++) {
            for (int system = reference + 1; system < systems.size(); system++) {
                ListAgreement lists =
                        new ListAgreement(systems.get(reference), systems.get(system), spec.persistence());
                String[] pair = {
                    systems.get(system).system(), systems.get(reference).system()
                };
                mean(pair, overlap(), lists::overlap).ifPresent(outcomes::add);
                mean(pair, "intersection", lists::shared).ifPresent(outcomes::add);
                mean(pair, "Kendall tau-b", lists::kendall).ifPresent(outcomes::add);
                mean(pair, "tau_AP,b", lists::ap).ifPresent(outcomes::add);
            }
        }
        return outcomes;
    }

    private String overlap() {
        return String.format(Locale.ROOT, "RBO(p=%s)", spec.persistence());
    }

    private Optional<Outcome> mean(String[] pair, String measure, IntToDoubleFunction ofQuery) {
        double[] values = IntStream.of(numbers.counted()).mapToDouble(ofQuery).toArray();
        int[] defined = IntStream.range(0, values.length)
                .filter(c -> !Double.isNaN(values[c]))
                .toArray();
        if (defined.length == 0) {
            return Optional.empty();
        }
        Subset subset = Subset.of(numbers.data(), numbers.counted(), defined);
        Estimand estimand = new Estimand(
                "main", measure, "list_agreement", Scale.LEVEL, pair[0], pair[1], "", Map.of("against", pair[1]), "");
        double mean =
                IntStream.of(defined).mapToDouble(c -> values[c]).average().orElseThrow();
        double level = spec.study().context().level();
        Optional<Contrast> contrast = contrast(subset, values);
        return Optional.of(new Estimate(
                estimand,
                mean,
                contrast.map(c -> OptionalDouble.of(c.standardError())).orElse(OptionalDouble.empty()),
                contrast.map(c -> new Interval(
                        c.interval(level).lower(),
                        c.interval(level).upper(),
                        level,
                        Coverage.POINTWISE,
                        "t, clustered by unit")),
                Optional.empty(),
                subset.units(),
                ""));
    }

    /** The mean with its error; none where every list has one value, or one unit has them all. */
    private static Optional<Contrast> contrast(Subset subset, double[] values) {
        try {
            return Optional.of(subset.level(values).contrast());
        } catch (DegenerateDataException e) {
            return Optional.empty();
        }
    }

    /** The worst queries of each candidate: its number and the baseline's, each with its list, and how far the lists agree. */
    List<Outcome> worst() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int s = 1; s < numbers.systems(); s++) {
            for (Worst worst : WorstQueries.of(numbers, s, SHOWN, spec.persistence())) {
                String metric = numbers.metrics().getFirst();
                String candidate = numbers.system(s);
                outcomes.add(row(metric, "difference", candidate, worst.query(), "", worst.difference()));
                outcomes.add(
                        row(metric, "candidate", candidate, worst.query(), worst.candidateList(), worst.candidate()));
                outcomes.add(row(metric, "baseline", candidate, worst.query(), worst.baselineList(), worst.baseline()));
                if (!Double.isNaN(worst.overlap())) {
                    outcomes.add(row(overlap(), "list_agreement", candidate, worst.query(), "", worst.overlap()));
                }
            }
        }
        return outcomes;
    }

    private Estimate row(String metric, String name, String candidate, String query, String list, double value) {
        Map<String, String> at = list.isEmpty() ? Map.of("query", query) : Map.of("query", query, "list", list);
        return new Estimate(
                new Estimand(
                        WORST,
                        metric,
                        name,
                        name.equals("difference") ? Scale.DIFFERENCE : Scale.LEVEL,
                        candidate,
                        spec.systems().getFirst(),
                        "",
                        at,
                        ""),
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                "");
    }
}
