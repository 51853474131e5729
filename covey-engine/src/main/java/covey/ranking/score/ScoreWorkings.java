package covey.ranking.score;

import covey.data.RankingData.Scored;
import covey.method.Study.MetricUse;
import covey.method.Working;
import covey.ranking.compare.Frame;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Measured;
import covey.stats.compare.Contrast;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** How a difference of a metric of scored rows came about. */
public final class ScoreWorkings {
    private final Frame frame;
    private final Scored scored;

    /** Workings on the scored rows of the systems of a frame. */
    public ScoreWorkings(Frame frame, Scored scored) {
        this.frame = frame;
        this.scored = scored;
    }

    /** The steps to a number; the groups of a jackknife are drawn anew. None for a segment or a system that there is not. */
    public List<Working> of(MetricUse use, ScoreMetric metric, Working.Asked asked) {
        Optional<ScoredPart> part = Stream.concat(Stream.of(ScoredPart.all(scored)), ScoredPart.segments(scored))
                .filter(p -> p.segment().equals(asked.segment()))
                .findFirst();
        int system = frame.candidates().indexOf(asked.arm());
        if (part.isEmpty() || system < 0) {
            return List.of();
        }
        Supplier<DeleteGroupJackknife> jackknife = ScoreRows.groups(
                part.get(), RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        Measured measured = new ScoreComparison(frame).of(use, metric, part.get(), jackknife);
        Hypothesis hypothesis = measured.hypotheses().get(system);
        return hypothesis
                .contrast()
                .map(c -> List.of(rows(metric, part.get()), formula(hypothesis, c), assumptions()))
                .orElseGet(() -> List.of(new Working(
                        "No number", hypothesis.fault().orElseThrow().message())));
    }

    private static Working rows(ScoreMetric metric, ScoredPart part) {
        return new Working(
                "Rows",
                String.format(
                        Locale.ROOT,
                        "%d rows of %d units have a label and a score of every system%n%s: %s",
                        part.size(),
                        part.units(),
                        metric.name(),
                        metric.formula()));
    }

    private Working formula(Hypothesis hypothesis, Contrast c) {
        double level = frame.level();
        return new Working(
                "Formula",
                String.format(
                        Locale.ROOT,
                        "difference  δ = %.8g - %.8g = %.8g%nerror       se = %.8g, %s%n"
                                + "interval    δ ± t(%.4g, %.0f) se = δ ± %.6g × %.8g = [%.8g, %.8g]%n"
                                + "test        t = δ / se = %.6g, p = %.4g",
                        c.baseline() + c.difference(),
                        c.baseline(),
                        c.difference(),
                        c.standardError(),
                        hypothesis.method(),
                        (1 + level) / 2,
                        c.df(),
                        c.critical(level),
                        c.standardError(),
                        c.interval(level).lower(),
                        c.interval(level).upper(),
                        c.statistic(),
                        c.pValue()));
    }

    private static Working assumptions() {
        return new Working("Assumptions", """
                units are independent (rows of one unit need not be, unless errors=delong); both systems scored the same rows
                (check same_rows); rows are the impressions that the evaluation is about: a system that chose which rows were
                logged has chosen its exam""");
    }
}
