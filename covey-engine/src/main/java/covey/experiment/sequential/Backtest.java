package covey.experiment.sequential;

import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.stats.sequential.SpendingFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each rule would have said of a recorded trajectory of one comparison: every look judged in its turn, with
 * nothing known of the looks after it but the planned units. A pure function.
 */
public final class Backtest {
    private Backtest() {}

    /**
     * The verdict of one rule.
     *
     * @param crossed number of the look that first crossed; 0 for never
     * @param at its name; empty for never
     * @param share share of the plan that had passed; 1 for never
     * @param direction sign of z there; 0 for never
     */
    public record Replayed(int crossed, String at, double share, int direction) {}

    /** The rules that are replayed, by name: looking naively first, one look at the end last. */
    public static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("naive", new Rule.Fixed());
        rules.put("obrien_fleming", spending(new SpendingFunction.LanDeMetsOBrienFleming()));
        rules.put("pocock", spending(new SpendingFunction.LanDeMetsPocock()));
        rules.put("hwang_shih_decani", spending(new SpendingFunction.HwangShihDeCani(-4)));
        rules.put("kim_demets", spending(new SpendingFunction.KimDeMets(3)));
        rules.put("confidence_sequence", new Rule.Sequence(Rule.Sequence.Kind.ASYMPTOTIC));
        rules.put("msprt", new Rule.Sequence(Rule.Sequence.Kind.MIXTURE));
        return rules;
    }

    private static Rule spending(SpendingFunction function) {
        return new Rule.GroupSequential(function, FutilityRule.NONE, 0.8);
    }

    /** Replays every rule at a two-sided error. */
    public static Map<String, Replayed> replay(Path path, double alpha) {
        Map<String, Replayed> verdicts = new LinkedHashMap<>();
        rules().forEach((name, rule) -> verdicts.put(name, first(path, rule.criticals(path, alpha))));
        return verdicts;
    }

    /** The first look at which |z| reaches its critical value. */
    public static Replayed first(Path path, double[] criticals) {
        for (int k = 0; k < path.size(); k++) {
            Path.Point point = path.points().get(k);
            if (Math.abs(point.z()) >= criticals[k]) {
                return new Replayed(k + 1, point.at(), Math.min(1, point.clock()), (int) Math.signum(point.z()));
            }
        }
        return new Replayed(0, "", 1, 0);
    }
}
