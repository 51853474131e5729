package covey.experiment.compare;

import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.GuardrailRow.Judgement;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.compare.effect.Result;
import covey.experiment.sequential.CriticalTable;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.MetricPlan;
import covey.result.Test;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the arms of one metric stand at this look, and what their tests and intervals are therefore. */
public final class Looks {
    private final Optional<Monitor> monitor;
    private final MetricPlan plan;
    private final double level;
    private final Map<String, Standing> standings;

    public Looks(Monitor monitor, MetricPlan plan, double level) {
        this(Optional.of(monitor), plan, level, new TreeMap<>());
    }

    private Looks(Optional<Monitor> monitor, MetricPlan plan, double level, Map<String, Standing> standings) {
        this.monitor = monitor;
        this.plan = plan;
        this.level = level;
        this.standings = standings;
    }

    /** The looks of another analysis of the same metric, which is judged as the main one is and makes no look. */
    public Looks beside() {
        return new Looks(Optional.empty(), plan, level, standings);
    }

    /** The hypothesis of the main analysis, judged; every other question about the arm is judged by it. */
    public Hypothesis main(String arm, Result result) {
        if (monitor.isEmpty() || !(result instanceof Effect effect)) {
            return new Hypothesis(plan, arm, Place.MAIN, judged(arm, result));
        }
        Optional<Missing> missing = monitor.get().missing(plan, arm, effect);
        if (missing.isPresent()) {
            return new Hypothesis(plan, arm, Place.MAIN, missing.get());
        }
        Standing standing = monitor.get().standing(plan, arm, effect);
        standings.put(arm, standing);
        return new Hypothesis(plan, arm, Place.MAIN, standing.judged());
    }

    /** A result as the main analysis has it: weighted where an unblinded look decided on the length. */
    public Result weighted(String arm, Result result) {
        Standing standing = standings.get(arm);
        return standing == null || standing.weighted().isEmpty() ? result : standing.effect();
    }

    /** Another effect of the arm, judged as the main one. */
    public Result judged(String arm, Result result) {
        Standing standing = standings.get(arm);
        return standing != null && result instanceof Effect effect ? effect.withTest(standing.test(effect)) : result;
    }

    /** Another test of the arm's effect, judged as the main one. */
    public Test judged(String arm, Test test) {
        Standing standing = standings.get(arm);
        return standing == null ? test : standing.test(test);
    }

    /** What intervals of the arm promise before multiplicity. */
    public Promise promise(String arm) {
        Promise fixed = Promise.pointwise(level);
        return Optional.ofNullable(standings.get(arm))
                .map(s -> s.promise(fixed))
                .orElse(fixed);
    }

    /** How the arm is judged against a margin. */
    public Judgement judgement(String arm) {
        Standing standing = standings.get(arm);
        return new Judgement(promise(arm), test -> standing == null ? test : standing.oneSided(test));
    }

    /** Whether the arm is looked at more than once, so that its test must follow the looks' joint distribution. */
    public boolean repeated(String arm) {
        return standing(arm).filter(s -> !s.plain()).isPresent();
    }

    /** Segments, judged as the main analysis: their looks are at the same shares of information. */
    public List<Hypothesis> segments(List<Hypothesis> hypotheses) {
        Map<String, CriticalTable> tables = new TreeMap<>();
        standings.forEach((arm, standing) -> tables.put(arm, new CriticalTable(standing.rule(), standing.path())));
        return hypotheses.stream()
                .map(h -> new Hypothesis(h.plan(), h.arm(), h.place(), segment(h, tables)))
                .toList();
    }

    private Result segment(Hypothesis hypothesis, Map<String, CriticalTable> tables) {
        Standing standing = standings.get(hypothesis.arm());
        CriticalTable table = tables.get(hypothesis.arm());
        return standing != null && table != null && hypothesis.result() instanceof Effect effect
                ? effect.withTest(standing.test(effect.test(), table::pValue))
                : hypothesis.result();
    }

    /** Where an arm stands; empty when its effect is not estimable. */
    Optional<Standing> standing(String arm) {
        return Optional.ofNullable(standings.get(arm));
    }

    /** The metric that is looked at. */
    public MetricPlan plan() {
        return plan;
    }

    public Map<String, Standing> standings() {
        return standings;
    }
}
