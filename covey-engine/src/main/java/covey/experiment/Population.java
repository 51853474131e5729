package covey.experiment;

import covey.data.ExperimentData;
import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.UnitCell;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.ArmInfo;
import covey.result.Dropped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Who is analysed, and what was left out and why. */
public final class Population {
    private Population() {}

    /** Arms in declared order with the units of the main analysis. */
    public static List<ArmInfo> arms(ExperimentSpec spec, ExperimentData data) {
        return spec.arms().stream()
                .map(a -> new ArmInfo(
                        a.name(),
                        a.control(),
                        a.share(),
                        data.exposures().cells().stream()
                                .filter(c -> c.slice().isEmpty()
                                        && !c.excluded()
                                        && c.arm().equals(a.name()))
                                .mapToLong(UnitCell::units)
                                .sum()))
                .toList();
    }

    /** Units and rows left out; zero counts are not listed. */
    public static List<Dropped> dropped(ExperimentSpec spec, ExperimentData data) {
        ExposureCounts exposures = data.exposures();
        String model = "rows of " + spec.treatment().model();
        List<Dropped> dropped = new ArrayList<>();
        add(dropped, "units", exposures.outside(), "outside the study's population");
        add(dropped, "units", exposures.multipleArms(), "seen in several arms");
        add(dropped, "units", exposures.seenBefore(), "exposed before the period already");
        add(dropped, "units", exposures.defectiveOnly(), "exposure contradicts the assignment");
        add(dropped, "units", excluded(exposures), "first exposed in a declared exclusion");
        add(dropped, model, exposures.beforeStart(), "before the period");
        add(dropped, model, exposures.afterEnd(), "at or after the end of the period");
        add(dropped, model, exposures.nullRows(), "no unit, arm or time");
        add(dropped, model, exposures.duplicateRows(), "repeat a unit in its arm");
        new TreeMap<>(exposures.unknownArm())
                .forEach((value, rows) -> add(dropped, model, rows, "'" + value + "' is no declared arm"));
        for (MetricPlan plan : spec.metrics()) {
            losses(data, plan.name()).ifPresent(l -> {
                add(dropped, "units of " + plan.name(), l.immature(), "window not yet passed");
                add(dropped, "units of " + plan.name(), l.withoutValue(), "rows without any usable value");
                add(dropped, "rows of " + plan.name(), l.rows().withoutUnit(), "no unit");
                add(dropped, "rows of " + plan.name(), l.rows().withoutTime(), "no time");
                add(dropped, "values of " + plan.name(), l.nullValues(), "NULL");
                add(dropped, "values of " + plan.name(), l.notFinite(), "NaN or infinite");
            });
        }
        return dropped;
    }

    private static long excluded(ExposureCounts exposures) {
        return exposures.cells().stream()
                .filter(c -> c.slice().isEmpty() && c.excluded())
                .mapToLong(UnitCell::units)
                .sum();
    }

    private static Optional<Losses> losses(ExperimentData data, String metric) {
        return data.metric(metric)
                .map(m -> m.losses())
                .or(() -> data.quantile(metric).map(q -> q.losses()));
    }

    private static void add(List<Dropped> dropped, String what, long count, String reason) {
        if (count > 0) {
            dropped.add(new Dropped(what, count, reason));
        }
    }
}
