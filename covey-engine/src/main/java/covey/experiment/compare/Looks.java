package covey.experiment.compare;

import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.GuardrailRow.Judgement;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.compare.effect.Result;
import covey.experiment.sequential.CriticalTable;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.MetricPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the arms of one metric stand at this look, and what their tests and intervals are therefore. */
public final class Looks {
    private final Monitor monitor;
    private final MetricPlan plan;
    private final double level;
    private final Map<String, Standing> standings = new TreeMap<>();

    public Looks(Monitor monitor, MetricPlan plan, double level) {
        this.monitor = monitor;
        this.plan = plan;
        this.level = level;
    }

    /** The hypothesis of the main analysis, judged; every other question about the arm is judged by it. */
    public Hypothesis main(String arm, Result result) {
        if (!(result instanceof Effect effect)) {
            return new Hypothesis(plan, arm, Place.MAIN, result);
        }
        Standing standing = monitor.standing(plan, arm, effect);
        standings.put(arm, standing);
        return new Hypothesis(plan, arm, Place.MAIN, standing.judged());
    }

    /** Another effect of the arm, judged as the main one. */
    public Result judged(String arm, Result result) {
        Standing standing = standings.get(arm);
        return standing != null && result instanceof Effect effect ? effect.withTest(standing.test(effect)) : result;
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

    /** Segments, judged as the main analysis: their looks are at the same shares of information. */
    List<Hypothesis> segments(List<Hypothesis> hypotheses) {
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
                ? effect.withTest(standing.test(effect, table::pValue))
                : hypothesis.result();
    }

    public Map<String, Standing> standings() {
        return standings;
    }
}
