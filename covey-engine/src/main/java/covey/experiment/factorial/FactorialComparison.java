package covey.experiment.factorial;

import covey.data.ExperimentData;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.Gaps;
import covey.experiment.compare.Looks;
import covey.experiment.compare.MetricComparison;
import covey.experiment.compare.MissingComparison;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.design.factorial.CellWeights;
import covey.stats.moment.Moments;
import covey.stats.test.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything about one metric of a factorial experiment. */
final class FactorialComparison {
    private final FactorialSpec factorial;
    private final ExperimentData data;
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final Estimands estimands;
    private final Optional<Missing> missing;
    private final ArmMoments blocks;
    private final FactorialMethod method;
    private final Looks looks;
    private final EffectRows effects;

    private final Optional<MetricCells> cells;

    FactorialComparison(FactorialSpec factorial, ExperimentData data, Looks looks) {
        this(factorial, data, looks, "");
    }

    /** The units of a segment named {@code dimension=value}, or all for none. */
    FactorialComparison(FactorialSpec factorial, ExperimentData data, Looks looks, String segment) {
        this.factorial = factorial;
        this.spec = factorial.experiment();
        this.plan = looks.plan();
        this.estimands = new Estimands(plan, spec.control().name());
        this.looks = looks;
        this.effects = new EffectRows(spec, plan, looks::promise);
        QuantileBlocks quantiles = QuantileBlocks.of(spec, plan, data, segment);
        this.missing = Gaps.of(spec, plan, data).or(quantiles::missing);
        this.cells = missing.isPresent() ? Optional.empty() : data.metric(plan.name());
        int columns = cells.map(c -> c.columns().size()).orElse(1);
        this.blocks = plan.quantile()
                ? quantiles.blocks()
                : ArmMoments.merge(
                        columns,
                        cells.map(MetricCells::cells).orElse(List.of()),
                        c -> segment.equals(c.slice().isEmpty() ? "" : c.slice() + "=" + c.segment()) && !c.excluded());
        this.method = new FactorialMethod(factorial, plan, blocks, CovariateColumns.of(plan, columns));
        this.data = data;
    }

    MetricComparison compare() {
        if (missing.isPresent()) {
            return missingRows(missing.get());
        }
        LevelRows levelRows =
                new LevelRows(plan, estimands, spec.level(), spec.study().unit());
        List<Outcome> levels = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            levels.addAll(levelRows.of(blocks.of(arm.name()), arm.name(), Place.MAIN));
        }
        levels.addAll(new FactorialLevels(factorial, plan, blocks).all(Place.MAIN));
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (int f = 0; f < factorial.factors().size(); f++) {
            Factor factor = factorial.factors().get(f);
            for (int level = 0; level < factor.levels().size(); level++) {
                String arm = factor.arm(level);
                if (level > 0) {
                    Result result = main(f, level, CellWeights.EQUAL);
                    main.add(looks.main(arm, result));
                    further.addAll(companions(f, level, result));
                }
            }
        }
        further.addAll(interactions());
        List<Outcome> segmentLevels = new ArrayList<>();
        List<Hypothesis> segments = new ArrayList<>();
        segments(segmentLevels, segments);
        return new MetricComparison(
                plan, levels, main, further, segmentLevels, looks.segments(segments), looks.standings());
    }

    /** Main effects by segment; one of whose combinations any has fewer than {@code min_cell} units is not shown. */
    private void segments(List<Outcome> levels, List<Hypothesis> hypotheses) {
        Missing small = Missing.belowMinCell(spec.study().context().minCell());
        for (String slice : spec.study().slices()) {
            for (String value : values(slice)) {
                Place place = Place.segment(slice, value);
                FactorialComparison own = new FactorialComparison(factorial, data, looks, place.segment());
                boolean shown = spec.arms().stream()
                        .allMatch(a -> own.blocks.of(a.name()).n()
                                >= spec.study().context().minCell());
                for (Factor factor : factorial.factors()) {
                    int f = factorial.factors().indexOf(factor);
                    for (int level = 1; level < factor.levels().size(); level++) {
                        Result result =
                                own.missing.isPresent() ? own.missing.get() : own.main(f, level, CellWeights.EQUAL);
                        hypotheses.add(new Hypothesis(plan, factor.arm(level), place, shown ? result : small));
                    }
                }
                if (shown && own.missing.isEmpty()) {
                    levels.addAll(new FactorialLevels(factorial, plan, own.blocks).all(place));
                }
            }
        }
    }

    private Set<String> values(String slice) {
        Set<String> values = new TreeSet<>();
        cells.map(MetricCells::cells).orElse(List.of()).stream()
                .filter(c -> c.slice().equals(slice))
                .forEach(c -> values.add(c.segment()));
        data.quantile(plan.name()).map(QuantileCells::arms).orElse(List.of()).stream()
                .filter(c -> c.slice().equals(slice))
                .forEach(c -> values.add(c.segment()));
        return values;
    }

    private MetricComparison missingRows(Missing why) {
        List<Hypothesis> main = new ArrayList<>();
        for (Factor factor : factorial.factors()) {
            for (int level = 1; level < factor.levels().size(); level++) {
                main.add(new Hypothesis(plan, factor.arm(level), Place.MAIN, why));
            }
        }
        return new MetricComparison(
                plan, MissingComparison.of(spec, plan, why).levels(), main, List.of(), List.of(), List.of());
    }

    private List<Outcome> companions(int factor, int level, Result result) {
        String arm = factorial.factors().get(factor).arm(level);
        List<Outcome> rows = new ArrayList<>();
        GuardrailRow.of(plan, estimands, arm, result, looks.judgement(arm)).ifPresent(rows::add);
        if (result instanceof Effect effect && effect.unadjusted().isPresent()) {
            rows.addAll(effects.of(looks.judged(arm, effect.unadjusted().get()), arm, Place.of("unadjusted")));
        }
        rows.addAll(
                effects.of(looks.judged(arm, main(factor, level, CellWeights.MARGINAL)), arm, Place.of("marginal")));
        rows.add(effects.otherLift(result, arm));
        return rows;
    }

    /** Main effect of a level of a factor. */
    Result main(int factor, int level, CellWeights weights) {
        return method.main(factor, level, weights);
    }

    /** One row for each pair of levels of two factors. */
    private List<Outcome> interactions() {
        return factorial.pairs().stream().map(this::interaction).toList();
    }

    private Outcome interaction(FactorialSpec.Pair pair) {
        // judged as the first factor's main effect: its looks are taken to be at the same shares of information
        String first = factorial.factors().get(pair.first()).arm(pair.level());
        String arm = factorial.arm(pair);
        covey.result.Estimand estimand =
                estimands.effect(Place.of("interaction"), arm, "interaction", Scale.DIFFERENCE);
        Result result = method.interaction(pair.first(), pair.level(), pair.second(), pair.other());
        return switch (looks.judged(first, result)) {
            case Missing why -> why.at(estimand);
            case Effect effect -> effect.difference(estimand, looks.promise(first), Optional.empty());
        };
    }

    /** Joint test that no two factors interact; empty when it cannot be made. */
    Optional<TestResult> interactionTest() {
        return missing.isPresent() ? Optional.empty() : method.interactionTest();
    }

    /** Cells in the order of the arms, for the workings. */
    List<String> cells() {
        List<String> lines = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            Moments block = blocks.of(arm.name());
            lines.add(arm.name() + ": n = " + block.n() + (block.n() == 0 ? "" : ", mean y " + block.mean(0)));
        }
        return lines;
    }
}
