package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.experiment.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where and when a sample-ratio mismatch sits, and the three likeliest causes of such a pattern. The day on which it
 * began is the one after which the counts leave the plan furthest (a change point by likelihood).
 */
final class MismatchPattern {
    private static final int CAUSES = 3;

    private final ExperimentSpec spec;
    private final ExposureCounts exposures;
    private final ArmCounts all;

    MismatchPattern(ExperimentSpec spec, ExposureCounts exposures) {
        this.spec = spec;
        this.exposures = exposures;
        this.all = ArmCounts.analysed(spec, exposures.cells());
    }

    /** The three likeliest causes, likeliest first. */
    List<String> causes() {
        List<String> causes = new ArrayList<>();
        String arm = all.mostShort();
        all.impossible()
                .forEach(name -> causes.add("arm " + name + " has a planned share of 0 but was served: a wrong share in"
                        + " the study file, or a leaking assignment"));
        onlySegment()
                .ifPresent(segment -> causes.add("a redirect, crash or logging loss in arm " + arm + " on " + segment
                        + ", where all of it sits"));
        began().ifPresent(day -> causes.add("a release, ramp or change of shares on or shortly before " + day));
        if (unevenQuarantine()) {
            causes.add("units in several arms are left out unevenly: assignment that is not sticky");
        }
        causes.add("units of arm " + arm + " lost between assignment and exposure: a crash, slow load or redirect"
                + " before the exposure is logged");
        causes.add("a filter or bot rule applied after exposure that removes more of arm " + arm);
        causes.add("planned shares in the study file that are not the ones that ran");
        return List.copyOf(causes.subList(0, CAUSES));
    }

    /** The day on which the mismatch began, when the days before it were as planned. */
    Optional<String> began() {
        SortedMap<String, ArmCounts> days = ArmCounts.byDay(spec, exposures.cells());
        ArmCounts rest = ArmCounts.of(spec, Map.of());
        List<String> names = new ArrayList<>(days.keySet());
        double furthest = -1;
        String day = "";
        ArmCounts after = rest;
        for (int i = names.size() - 1; i >= 0; i--) {
            rest = rest.plus(days.getOrDefault(names.get(i), ArmCounts.of(spec, Map.of())));
            double deviance = rest.total() == 0 ? 0 : rest.test().statistic();
            if (deviance > furthest) {
                furthest = deviance;
                day = names.get(i);
                after = rest;
            }
        }
        ArmCounts before = all.minus(after);
        boolean later = before.total() > 0 && before.pValue() > 0.05 && before.smallestExpected() >= 20;
        return later ? Optional.of(day) : Optional.empty();
    }

    /** The one segment without which the rest is as planned. */
    private Optional<String> onlySegment() {
        String worst = "";
        double smallest = 1;
        ArmCounts inWorst = ArmCounts.of(spec, Map.of());
        SortedMap<String, ArmCounts> segments = ArmCounts.bySegment(spec, exposures.cells());
        for (Map.Entry<String, ArmCounts> segment : segments.entrySet()) {
            double p = segment.getValue().pValue() * segments.size();
            if (p < smallest) {
                smallest = p;
                worst = segment.getKey();
                inWorst = segment.getValue();
            }
        }
        ArmCounts rest = all.minus(inWorst);
        boolean only = smallest < spec.trust().sampleRatio() && rest.total() > 0 && rest.pValue() > 0.01;
        return only ? Optional.of(worst) : Optional.empty();
    }

    private boolean unevenQuarantine() {
        ArmCounts quarantined = ArmCounts.of(spec, exposures.multipleArmsByArm());
        return quarantined.smallestExpected() >= 5 && quarantined.pValue() < 0.01;
    }
}
