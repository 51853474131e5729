package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.method.Study.MetricUse;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.PairedTotals;
import covey.ranking.evaluate.RankingSpec.Beyond;
import covey.ranking.evaluate.RankingSpec.OfScores;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.score.ScoreRows;
import covey.result.MetricInfo.Role;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The comparisons of an evaluation to come, with the errors that the history gives them. */
final class PlannedComparisons {
    private final RankingPlan plan;
    private final RankingSpec spec;
    private final RankingData data;
    private final int[] counted;
    private final Subset all;
    private final List<Slices> slices;
    private final RandomGenerator random;

    PlannedComparisons(RankingPlan plan, RankingData data, RandomGenerator random) {
        this.plan = plan;
        this.spec = plan.evaluation();
        this.data = data;
        this.counted = QueryValues.counted(data, spec.withRelevant());
        this.all = Subset.all(data, counted);
        this.slices = Slices.of(data, counted);
        this.random = random;
    }

    /** Units that the errors come from. */
    int units() {
        return spec.requirement().reading().lists()
                ? all.units()
                : data.scored().unitCount();
    }

    /** Comparisons over everybody of the metrics of a role. */
    List<Hypothesis> whole(Role role) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (Planned metric : accuracy(role)) {
            hypotheses.addAll(hypotheses(metric, "", all));
        }
        boolean both = plan.correlation().isEmpty();
        BeyondAccuracy beyond = new BeyondAccuracy(spec, data, counted, random);
        ScoreRows scores = new ScoreRows(spec.frame(), data.scored(), random);
        for (Beyond metric : spec.beyond()) {
            if (metric.use().role() == role) {
                hypotheses.addAll(both ? beyond.measured(metric).hypotheses() : without(metric.use()));
            }
        }
        for (OfScores metric : spec.scores()) {
            if (metric.use().role() == role) {
                hypotheses.addAll(
                        both ? scores.measured(metric.use(), metric.metric()).hypotheses() : without(metric.use()));
            }
        }
        return hypotheses;
    }

    /** Comparisons inside the segments, of the means over queries. */
    List<Hypothesis> segments(Role role) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (Planned metric : accuracy(role)) {
            for (Slices slice : slices) {
                for (int v = 0; v < slice.values().size(); v++) {
                    hypotheses.addAll(
                            hypotheses(metric, slice.segment(v), slice.subsets().get(v)));
                }
            }
        }
        return hypotheses;
    }

    private Stream<Planned> planned(Role role) {
        return spec.metrics().stream().filter(m -> m.use().role() == role);
    }

    private List<Planned> accuracy(Role role) {
        return planned(role).toList();
    }

    private List<Hypothesis> hypotheses(Planned metric, String segment, Subset subset) {
        List<double[]> values = data.systems().stream()
                .map(lists -> QueryValues.of(data, lists, counted, List.of(metric.metric()))[0])
                .toList();
        return IntStream.range(0, plan.candidates().size())
                .mapToObj(c -> hypothesis(metric.use(), c, segment, subset, values))
                .toList();
    }

    private Hypothesis hypothesis(MetricUse use, int candidate, String segment, Subset subset, List<double[]> values) {
        String system = plan.candidates().get(candidate);
        int fewest = spec.frame().minCell();
        PairedTotals level = subset.level(values.getFirst());
        if (!segment.isEmpty() && subset.units() < fewest) {
            return Hypothesis.hidden(use, system, segment, level, fewest);
        }
        if (plan.correlation().isPresent()) {
            return bound(use, system, segment, level);
        }
        if (unanswered(candidate + 1, subset)) {
            return Hypothesis.without(
                    use,
                    system,
                    new Fault(
                            Reason.NO_UNITS,
                            system + " has no list for any query of the history",
                            "load lists of it for those queries, or write design.correlation: 0.7, how a unit's values"
                                    + " under the two systems correlate, to plan from the baseline's alone"));
        }
        return Hypothesis.of(use, system, segment, subset.paired(values.getFirst(), values.get(candidate + 1)));
    }

    private boolean unanswered(int system, Subset subset) {
        var offsets = data.systems().get(system).offsets();
        return Arrays.stream(subset.positions()).map(p -> counted[p]).allMatch(q -> offsets.at(q + 1) == offsets.at(q));
    }

    /**
     * With V the sampling variance of the baseline's level and ρ the declared correlation, that of the difference is 2(1 − ρ)V
     * where the candidate varies as the baseline does.
     */
    private Hypothesis bound(MetricUse use, String system, String segment, PairedTotals level) {
        Optional<Contrast> contrast = Optional.empty();
        Optional<Fault> fault = Optional.empty();
        double rho = plan.correlation().orElseThrow();
        try {
            Contrast of = level.contrast();
            contrast = Optional.of(new Contrast(
                    0,
                    2 * (1 - rho) * of.variance(),
                    of.df(),
                    of.difference(),
                    of.variance(),
                    (rho - 1) * of.variance()));
        } catch (DegenerateDataException e) {
            fault = Optional.of(Fault.of(e));
        }
        return new Hypothesis(
                use, system, segment, "bound by the baseline", level.units(), Optional.of(level), contrast, fault);
    }

    private List<Hypothesis> without(MetricUse use) {
        return plan.candidates().stream()
                .map(system -> Hypothesis.without(
                        use,
                        system,
                        new Fault(
                                Reason.NOT_SUPPORTED,
                                use.metric().name() + " is planned from the lists of both systems",
                                "leave out design.correlation where the candidate has lists")))
                .toList();
    }
}
