package covey.ranking.evaluate;

import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Correction.Drawn;
import covey.ranking.compare.Hypothesis;
import covey.result.Coverage;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.paired.DetectableDifference;
import covey.stats.paired.StandardizedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How large a difference is against the spread of the units, and what this evaluation could see. */
final class SensitivityRows {
    private static final double POWER = 0.8;

    private final RankingSpec spec;
    private final ComparisonRows rows;

    SensitivityRows(RankingSpec spec, ComparisonRows rows) {
        this.spec = spec;
        this.rows = rows;
    }

    List<Outcome> of(Hypothesis hypothesis, Drawn shown) {
        if (hypothesis.contrast().isEmpty()) {
            return List.of();
        }
        Contrast contrast = hypothesis.contrast().get();
        int n = hypothesis.paired().units();
        List<Outcome> outcomes = new ArrayList<>();
        StandardizedDifference d = StandardizedDifference.of(contrast);
        double level = spec.study().context().level();
        Bounds bounds = d.interval(level);
        outcomes.add(new Estimate(
                rows.estimand("main", hypothesis, "cohens_d", Scale.LEVEL),
                d.value(),
                OptionalDouble.of(d.standardError()),
                Optional.of(new Interval(
                        bounds.lower(), bounds.upper(), level, Coverage.POINTWISE, "Cohen's d of pairs, large sample")),
                Optional.empty(),
                n,
                ""));
        DetectableDifference seen = new DetectableDifference(contrast.standardError(), n, shown.level(), POWER);
        outcomes.add(new Estimate(
                rows.estimand("main", hypothesis, "detectable_at_80_percent_power", Scale.DIFFERENCE),
                seen.value(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                n,
                ""));
        return outcomes;
    }
}
