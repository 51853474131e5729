package covey.experiment.check;

import covey.experiment.spec.ExperimentSpec;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sample ratio by segment, corrected by Holm over all segments with at least five expected units in every arm. It
 * explains an overall mismatch and never blocks a verdict.
 */
final class SampleRatioSlices implements Check {
    private static final String NAME = "sample_ratio_slices";
    private static final int SHOWN = 3;

    private record Segment(String name, ArmCounts counts, double adjusted) {}

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExperimentSpec spec = input.spec();
        if (!spec.trust().slicedSampleRatio() || spec.study().slices().isEmpty()) {
            return List.of();
        }
        List<Segment> segments = segments(input);
        List<Segment> off = segments.stream()
                .filter(s -> s.adjusted() < spec.trust().sampleRatio())
                .sorted(Comparator.comparingDouble(Segment::adjusted))
                .toList();
        if (off.isEmpty()) {
            return Finding.pass(NAME, "arm sizes are as planned in each of " + segments.size() + " segments.");
        }
        List<String> worst = off.stream()
                .limit(SHOWN)
                .map(s -> s.name() + " (" + s.counts().text() + ", corrected p = " + Figures.pValue(s.adjusted()) + ")")
                .toList();
        Finding finding = Finding.of(
                        NAME,
                        Severity.NOTE,
                        "arm sizes are off the plan in " + off.size() + " of " + segments.size() + " segments: "
                                + String.join("; ", worst) + ".")
                .causes(new MismatchPattern(spec, input.data().exposures()).causes())
                .advice("look at what differs for these units on the way from assignment to exposure")
                .value("segments", segments.size())
                .value("segments_off", off.size());
        for (Segment segment : off.subList(0, Math.min(SHOWN, off.size()))) {
            finding = finding.value(segment.name(), segment.counts().text());
        }
        return List.of(finding.diagnostic());
    }

    private static List<Segment> segments(CheckInput input) {
        List<String> names = new ArrayList<>();
        List<ArmCounts> counts = new ArrayList<>();
        ArmCounts.bySegment(input.spec(), input.data().exposures().cells()).forEach((name, count) -> {
            if (count.smallestExpected() >= 5) {
                names.add(name);
                counts.add(count);
            }
        });
        double[] adjusted = PValueAdjustment.HOLM.adjust(
                counts.stream().mapToDouble(ArmCounts::pValue).toArray());
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Segment(names.get(i), counts.get(i), adjusted[i]))
                .toList();
    }
}
