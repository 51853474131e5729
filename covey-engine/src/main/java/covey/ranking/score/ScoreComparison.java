package covey.ranking.score;

import covey.method.Study.MetricUse;
import covey.ranking.compare.Frame;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.ranking.compare.Measured;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Levels of the systems and their differences from the baseline, of one metric on some rows. */
final class ScoreComparison {
    /** Name of the number of a system. */
    static final String VALUE = "value";

    private final Frame frame;

    ScoreComparison(Frame frame) {
        this.frame = frame;
    }

    /** A number, or why there is none. */
    private record Found<E>(Optional<E> estimate, Optional<Fault> fault) {
        static <E> Found<E> of(E estimate) {
            return new Found<>(Optional.of(estimate), Optional.empty());
        }

        static <E> Found<E> none(Fault fault) {
            return new Found<>(Optional.empty(), Optional.of(fault));
        }
    }

    /** The same as if there were too few units to be shown. */
    Measured hidden(MetricUse use, ScoredPart part, Fault fault) {
        return new Measured(
                List.of(),
                frame.candidates().stream()
                        .map(system -> without(use, system, part, fault))
                        .toList());
    }

    /** The metric on the rows of a part. */
    Measured of(MetricUse use, ScoreMetric metric, ScoredPart part, Supplier<DeleteGroupJackknife> jackknife) {
        Optional<Fault> fault = ScoreFaults.labels(metric, part);
        if (fault.isPresent()) {
            Fault none = fault.get();
            return new Measured(
                    frame.systems().stream()
                            .<Outcome>map(system -> none.at(level(use, system, part)))
                            .toList(),
                    hidden(use, part, none).hypotheses());
        }
        return measured(use, metric, metric.method(), part, jackknife);
    }

    private <E> Measured measured(
            MetricUse use,
            ScoreMetric metric,
            ScoreMethod<E> method,
            ScoredPart part,
            Supplier<DeleteGroupJackknife> jackknife) {
        List<Found<E>> numbers = new ArrayList<>();
        List<Outcome> levels = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 0; s < frame.systems().size(); s++) {
            Found<E> number = number(metric, method, part, s, jackknife);
            numbers.add(number);
            Estimand level = level(use, frame.systems().get(s), part);
            levels.add(number.estimate()
                    .map(e -> level(level, method, e, part, jackknife))
                    .orElseGet(() -> number.fault().orElseThrow().at(level)));
            if (s > 0) {
                hypotheses.add(hypothesis(use, s, method, part, numbers, jackknife));
            }
        }
        return new Measured(levels, hypotheses);
    }

    private <E> Found<E> number(
            ScoreMetric metric,
            ScoreMethod<E> method,
            ScoredPart part,
            int system,
            Supplier<DeleteGroupJackknife> jackknife) {
        Optional<Fault> fault =
                ScoreFaults.scores(metric, part, system, frame.systems().get(system));
        if (fault.isPresent()) {
            return Found.none(fault.get());
        }
        try {
            return Found.of(method.estimate(part.rows(system, metric.relevant()), jackknife));
        } catch (DegenerateDataException e) {
            return Found.none(ScoreFaults.of(e));
        }
    }

    private <E> Hypothesis hypothesis(
            MetricUse use,
            int system,
            ScoreMethod<E> method,
            ScoredPart part,
            List<Found<E>> numbers,
            Supplier<DeleteGroupJackknife> jackknife) {
        String name = frame.systems().get(system);
        Found<E> baseline = numbers.getFirst();
        Found<E> candidate = numbers.get(system);
        Optional<Fault> fault = candidate.fault().or(baseline::fault);
        if (fault.isPresent()) {
            return without(use, name, part, fault.get());
        }
        try {
            Contrast contrast = method.contrast(
                    baseline.estimate().orElseThrow(), candidate.estimate().orElseThrow(), jackknife);
            return new Hypothesis(
                    use,
                    name,
                    part.segment(),
                    method.name(jackknife),
                    part.units(),
                    Optional.empty(),
                    Optional.of(contrast),
                    Optional.empty());
        } catch (DegenerateDataException e) {
            return without(use, name, part, ScoreFaults.of(e));
        }
    }

    private static Hypothesis without(MetricUse use, String system, ScoredPart part, Fault fault) {
        return new Hypothesis(
                use, system, part.segment(), "", part.units(), Optional.empty(), Optional.empty(), Optional.of(fault));
    }

    private static Estimand level(MetricUse use, String system, ScoredPart part) {
        return new Estimand(
                "main",
                use.metric().name(),
                VALUE,
                Scale.LEVEL,
                system,
                "",
                part.segment(),
                Map.of(),
                use.metric().unit());
    }

    /** A level; without an error where no unit moves it. */
    private <E> Outcome level(
            Estimand estimand,
            ScoreMethod<E> method,
            E number,
            ScoredPart part,
            Supplier<DeleteGroupJackknife> jackknife) {
        try {
            Contrast contrast = method.level(number, jackknife);
            Bounds bounds = contrast.interval(frame.level());
            return new Estimate(
                    estimand,
                    method.value(number),
                    OptionalDouble.of(contrast.standardError()),
                    Optional.of(new Interval(
                            bounds.lower(), bounds.upper(), frame.level(), Coverage.POINTWISE, method.name(jackknife))),
                    Optional.empty(),
                    part.units(),
                    "");
        } catch (DegenerateDataException e) {
            return e.reason() == DegenerateDataException.Reason.ZERO_VARIANCE
                    ? new Estimate(
                            estimand,
                            method.value(number),
                            OptionalDouble.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            part.units(),
                            "")
                    : ScoreFaults.of(e).at(estimand);
        }
    }
}
