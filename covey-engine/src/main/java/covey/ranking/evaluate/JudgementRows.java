package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Correction;
import covey.ranking.compare.Correction.Drawn;
import covey.ranking.compare.Hypothesis;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.names.MetricNames;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What unjudged items and ties leave open: their shares, and each comparison with the unjudged in favour of either system. */
final class JudgementRows {
    private final RankingSpec spec;
    private final RankingData data;
    private final ComparisonRows rows;
    private final int[] counted;
    private final Subset all;

    JudgementRows(RankingSpec spec, RankingData data, ComparisonRows rows, int[] counted, Subset all) {
        this.spec = spec;
        this.data = data;
        this.rows = rows;
        this.counted = counted;
        this.all = all;
    }

    List<Outcome> of(Planned planned) {
        int cutoff = MetricNames.cutoff(planned.use().metric().name())
                .orElse(spec.requirement().depth());
        UnjudgedBounds bounds = new UnjudgedBounds(data, planned.metric(), cutoff);
        List<Outcome> outcomes = new ArrayList<>();
        for (Lists lists : data.systems()) {
            share(planned, lists, "unjudged_share", bounds.share(lists, counted))
                    .ifPresent(outcomes::add);
            share(planned, lists, "tied_share", bounds.tied(lists, counted)).ifPresent(outcomes::add);
        }
        for (int s = 1; s < data.systems().size(); s++) {
            for (int favoured = 0; favoured < 2; favoured++) {
                double[][] values = bounds.favouring(
                        favoured, data.systems().getFirst(), data.systems().get(s), counted);
                Hypothesis hypothesis =
                        Hypothesis.of(planned.use(), spec.systems().get(s), "", all.paired(values[0], values[1]));
                String analysis = favoured == 0 ? "unjudged_worst_case" : "unjudged_best_case";
                outcomes.addAll(rows.differences(
                        hypothesis,
                        new Correction(
                                Optional.empty(),
                                Drawn.pointwise(analysis, spec.study().context().level()),
                                Optional.empty())));
            }
        }
        return outcomes;
    }

    private Optional<Outcome> share(Planned planned, Lists lists, String name, double value) {
        return Double.isNaN(value)
                ? Optional.empty()
                : Optional.of(new Estimate(
                        new Estimand(
                                "main",
                                planned.use().metric().name(),
                                name,
                                Scale.PROBABILITY,
                                lists.system(),
                                "",
                                "",
                                Map.of(),
                                ""),
                        value,
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        all.units(),
                        ""));
    }
}
