package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.ranking.compare.ComparisonRows;
import covey.ranking.compare.Correction;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Measured;
import covey.ranking.evaluate.RankingSpec.OfScores;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.score.ScoreRows;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.stats.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Every number of an evaluation of ranked lists, and what the numbers themselves give reason to warn of. */
final class Comparisons {
    private final RankingSpec spec;
    private final List<List<double[]>> values;
    private final Subset all;
    private final ComparisonRows rows;
    private final ResampledRows resampled;
    private final SensitivityRows sensitivity;
    private final JudgementRows judgements;
    private final SliceRows slices;
    private final BeyondAccuracy beyond;
    private final ScoreRows scores;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /**
     * @param values by metric, then by system with the baseline first, then by counted query
     */
    Comparisons(
            RankingSpec spec, RankingData data, int[] counted, List<List<double[]>> values, RandomGenerator random) {
        this.spec = spec;
        this.values = values;
        this.all = Subset.all(data, counted);
        this.rows = new ComparisonRows(spec.frame());
        this.resampled = new ResampledRows(spec, rows, random);
        this.sensitivity = new SensitivityRows(spec, rows);
        this.judgements = new JudgementRows(spec, data, rows, counted, all);
        this.slices = new SliceRows(spec, data, rows, counted);
        this.beyond = new BeyondAccuracy(spec, data, counted, random);
        this.scores = new ScoreRows(spec.frame(), data.scored(), random);
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    Comparisons run() {
        Map<Role, List<Integer>> roles = new HashMap<>();
        for (int m = 0; m < spec.metrics().size(); m++) {
            roles.computeIfAbsent(spec.metrics().get(m).use().role(), _ -> new ArrayList<>())
                    .add(m);
        }
        for (Role role : Role.values()) {
            role(role, roles.getOrDefault(role, List.of()));
        }
        spec.scores().stream()
                .filter(s -> s.metric().probabilities())
                .findFirst()
                .ifPresent(s -> outcomes.addAll(scores.calibration(s.use(), s.metric())));
        return this;
    }

    /** Metrics of lists, beyond accuracy and of scores make one family in each role. */
    private void role(Role role, List<Integer> metrics) {
        PValueAdjustment procedure = switch (role) {
            case PRIMARY -> spec.multiplicity().primary();
            case SECONDARY -> spec.multiplicity().secondary();
            default -> PValueAdjustment.NONE;
        };
        String family = role.name().toLowerCase(Locale.ROOT) + " metrics x candidates";
        List<Hypothesis> accuracy =
                metrics.stream().flatMap(m -> hypotheses(m).stream()).toList();
        List<OfScores> ofScores =
                spec.scores().stream().filter(s -> s.use().role() == role).toList();
        List<Measured> measured = Stream.concat(
                        spec.beyond().stream()
                                .filter(b -> b.use().role() == role)
                                .map(beyond::measured),
                        ofScores.stream().map(s -> scores.measured(s.use(), s.metric())))
                .toList();
        List<Hypothesis> whole = Stream.concat(
                        accuracy.stream(), measured.stream().flatMap(m -> m.hypotheses().stream()))
                .toList();
        Iterator<Correction> corrections =
                Correction.family(whole, procedure, family, level()).iterator();
        int candidates = spec.systems().size() - 1;
        for (int i = 0; i < metrics.size(); i++) {
            metric(metrics.get(i), accuracy.subList(i * candidates, (i + 1) * candidates), corrections);
        }
        for (Measured metric : measured) {
            outcomes.addAll(metric.levels());
            metric.hypotheses().forEach(h -> compared(h, corrections.next()));
        }
        sliced(family, metrics, ofScores, whole);
    }

    private void compared(Hypothesis hypothesis, Correction correction) {
        outcomes.addAll(rows.differences(hypothesis, correction));
        rows.guardrail(hypothesis).ifPresent(outcomes::add);
    }

    private List<Hypothesis> hypotheses(int metric) {
        List<double[]> of = values.get(metric);
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 1; s < of.size(); s++) {
            hypotheses.add(Hypothesis.of(
                    spec.metrics().get(metric).use(), spec.systems().get(s), "", all.paired(of.getFirst(), of.get(s))));
        }
        return hypotheses;
    }

    private void metric(int metric, List<Hypothesis> whole, Iterator<Correction> corrections) {
        Planned planned = spec.metrics().get(metric);
        List<double[]> of = values.get(metric);
        for (int s = 0; s < of.size(); s++) {
            outcomes.add(rows.level(planned.use(), spec.systems().get(s), "", all.level(of.get(s))));
        }
        for (Hypothesis hypothesis : whole) {
            Correction correction = corrections.next();
            compared(hypothesis, correction);
            outcomes.addAll(resampled.of(hypothesis));
            outcomes.addAll(sensitivity.of(hypothesis, correction.shown()));
        }
        if (!whole.isEmpty()) {
            outcomes.addAll(resampled.tukey(whole.getFirst(), all, of));
        }
        if (planned.use().role() != Role.SECONDARY && spec.sampled().isEmpty()) {
            outcomes.addAll(judgements.of(planned));
        }
        slices.mix(planned.use(), of, outcomes, diagnostics);
    }

    private void sliced(String family, List<Integer> metrics, List<OfScores> ofScores, List<Hypothesis> whole) {
        List<Hypothesis> segments = new ArrayList<>();
        for (int m : metrics) {
            outcomes.addAll(slices.levels(spec.metrics().get(m).use(), values.get(m)));
            segments.addAll(slices.hypotheses(spec.metrics().get(m).use(), values.get(m)));
        }
        for (OfScores metric : ofScores) {
            for (Measured segment : scores.segments(metric.use(), metric.metric())) {
                outcomes.addAll(segment.levels());
                segments.addAll(segment.hypotheses());
            }
        }
        List<Correction> corrections =
                Correction.family(segments, spec.multiplicity().slices(), family + " x segments", level());
        for (int i = 0; i < segments.size(); i++) {
            outcomes.addAll(rows.differences(segments.get(i), corrections.get(i)));
        }
        diagnostics.addAll(slices.against(whole, segments, corrections));
    }

    private double level() {
        return spec.study().context().level();
    }
}
