package covey.experiment.check;

import covey.data.ExperimentData.UnitCell;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.sequential.MultinomialEProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The sample ratio followed by day with a test that may be looked at every day. It names the first day of alarm. After
 * the end it warns alone, because the overall test is the gate; when that fails too, it invalidates with it. While the
 * experiment runs it is the gate itself: the overall test is made for one look.
 */
final class SampleRatioDaily implements Check {
    private static final String NAME = "sample_ratio_daily";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExperimentSpec spec = input.spec();
        List<UnitCell> cells = input.data().exposures().cells();
        SortedMap<String, ArmCounts> days = ArmCounts.byDay(spec, cells);
        if (!spec.trust().dailySampleRatio() || days.isEmpty()) {
            return List.of();
        }
        List<long[]> cumulative = new ArrayList<>();
        ArmCounts sum = ArmCounts.of(spec, Map.of());
        for (ArmCounts day : days.values()) {
            sum = sum.plus(day);
            cumulative.add(sum.counts());
        }
        List<MultinomialEProcess.Look> looks =
                MultinomialEProcess.of(sum.shares()).run(cumulative);
        double last = looks.getLast().pValue();
        List<String> names = new ArrayList<>(days.keySet());
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i).pValue() < spec.trust().sampleRatio()) {
                return List.of(alarm(input, names.get(i), last, sum));
            }
        }
        return List.of(Finding.of(
                        NAME,
                        Severity.PASS,
                        "arm sizes followed over " + days.size() + " days gave no alarm (anytime-valid p = "
                                + Figures.pValue(last) + ").")
                .value("p_value", last)
                .value("days", days.size())
                .diagnostic());
    }

    private static boolean running(ExperimentSpec spec) {
        return spec.study().context().asOf().isBefore(spec.study().end());
    }

    private static Diagnostic alarm(CheckInput input, String day, double p, ArmCounts counts) {
        MismatchPattern pattern = new MismatchPattern(input.spec(), input.data().exposures());
        boolean overall = counts.pValue() < input.spec().trust().sampleRatio();
        String began =
                pattern.began().map(d -> " and seem to have left it on " + d).orElse("");
        Finding finding = Finding.of(
                        NAME,
                        overall || running(input.spec()) ? Severity.INVALIDATES : Severity.WARNING,
                        "arm sizes are off the plan since " + day + " at the latest" + began + " (anytime-valid p = "
                                + Figures.pValue(p) + ").")
                .causes(pattern.causes())
                .advice("compare what was released and logged on that day between the arms")
                .value("first_alarm", day)
                .value("p_value", p);
        return pattern.began()
                .map(d -> finding.value("began", d))
                .orElse(finding)
                .diagnostic();
    }
}
