package covey.report.section;

import covey.report.block.Block;
import covey.report.narrative.Measure;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the numbers were made, by name: intervals, tests, adjustment, correction for multiplicity. */
public final class MethodSection implements Section {
    @Override
    public String id() {
        return "method";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        Map<String, Set<String>> differences = new LinkedHashMap<>();
        Map<String, Set<String>> relatives = new LinkedHashMap<>();
        Map<String, Set<String>> margins = new LinkedHashMap<>();
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        Map<String, Set<String>> adjustments = new LinkedHashMap<>();
        Set<String> families = new LinkedHashSet<>();
        for (Outcome outcome : scorecard.result().outcomes()) {
            if (!(outcome instanceof Estimate e) || !e.estimand().analysis().equals(Scorecard.MAIN)) {
                continue;
            }
            String metric = e.estimand().metric();
            if (e.estimand().name().equals(Scorecard.NON_INFERIORITY)) {
                e.interval().ifPresent(i -> add(margins, name(i), metric));
                e.test().ifPresent(t -> add(margins, t.name(), metric));
                continue;
            }
            if (e.estimand().scale() == Scale.DIFFERENCE) {
                e.interval().ifPresent(i -> add(differences, name(i), metric));
            } else if (e.estimand().scale() == Scale.RELATIVE_DIFFERENCE) {
                e.interval().ifPresent(i -> add(relatives, name(i), metric));
            }
            e.test().ifPresent(t -> add(tests, t.name(), metric));
            e.test().flatMap(t -> t.adjusted()).map(MethodSection::family).ifPresent(families::add);
            if (!e.adjustedBy().isEmpty()) {
                add(adjustments, e.adjustedBy(), metric);
            }
        }
        List<Block.Fact> facts = new ArrayList<>();
        fact(facts, "Intervals of differences", differences);
        fact(facts, "Intervals of relative effects", relatives);
        fact(facts, "Tests", tests);
        if (!margins.isEmpty()) {
            facts.add(new Block.Fact("Margins", String.join("; ", margins.keySet())));
        }
        fact(facts, "Adjusted by", adjustments);
        if (!families.isEmpty()) {
            facts.add(new Block.Fact("Multiplicity", String.join("; ", families)));
        }
        return facts.isEmpty() ? List.of() : List.of(new Block.Heading("Method"), new Block.Facts(facts));
    }

    private static String name(Interval i) {
        return i.method() + ", " + Measure.intervalName(i) + " (" + Measure.coverage(i.coverage()) + ")";
    }

    private static String family(AdjustedPValue a) {
        return a.procedure() + " over " + a.family();
    }

    private static void add(Map<String, Set<String>> groups, String method, String metric) {
        groups.computeIfAbsent(method, k -> new LinkedHashSet<>()).add(metric);
    }

    /** Names the metrics only where they differ in method. */
    private static void fact(List<Block.Fact> facts, String name, Map<String, Set<String>> groups) {
        if (groups.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        groups.forEach((method, metrics) ->
                parts.add(groups.size() == 1 ? method : method + ": " + Words.join(List.copyOf(metrics))));
        facts.add(new Block.Fact(name, String.join("; ", parts)));
    }
}
