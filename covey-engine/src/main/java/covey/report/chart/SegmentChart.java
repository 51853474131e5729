package covey.report.chart;

import covey.report.narrative.Measure;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.narrative.SameQueries;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The primary effect in every segment beside the effect over all units; one chart for each primary metric and arm. */
public final class SegmentChart {
    private final Scorecard scorecard;
    private final Readings readings;

    /** The charts of this scorecard. */
    public SegmentChart(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.readings = new Readings(scorecard);
    }

    /** The charts; none without segments. */
    public List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        for (MetricInfo metric : scorecard.metrics(MetricInfo.Role.PRIMARY)) {
            for (ArmInfo arm : scorecard.treatments()) {
                chart(metric, arm, charts.size()).ifPresent(charts::add);
            }
        }
        return charts;
    }

    private Optional<Chart> chart(MetricInfo metric, ArmInfo arm, int number) {
        Forest forest = new Forest();
        List<String> said = new ArrayList<>();
        List<String> where = new ArrayList<>();
        where.add("");
        where.addAll(scorecard.segments());
        Scale scale = Scale.RELATIVE_DIFFERENCE;
        for (String segment : where) {
            Optional<Effect> found = scorecard.effects(metric, Scorecard.MAIN, segment).stream()
                    .filter(e -> e.arm().equals(arm))
                    .findFirst();
            if (found.isEmpty() || found.get().spoken().isEmpty()) {
                continue;
            }
            Effect effect = found.get();
            Estimate estimate = effect.spoken().orElseThrow();
            if (segment.isEmpty()) {
                scale = estimate.estimand().scale();
            }
            String label = segment.isEmpty() ? "All units" : segment;
            Reading reading = readings.againstZero(effect);
            if (estimate.estimand().scale() == scale && forest.add(label, effect, reading)) {
                Measure measure = Measure.of(metric, scale);
                said.add(label + " " + measure.signed(estimate)
                        + estimate.interval()
                                .map(i -> ", from " + measure.range(estimate, i))
                                .orElse(""));
            }
        }
        if (said.size() < 2) {
            return Optional.empty();
        }
        String title =
                metric.label() + " by segment, " + arm.name() + " against " + SameQueries.named(scorecard.result());
        String alt = title + ". " + String.join("; ", said) + ".";
        String format = scale == Scale.RELATIVE_DIFFERENCE ? "+.3~%" : "+.3~s";
        String relative = SameQueries.of(scorecard.result()) ? "Relative difference" : "Relative effect";
        String axis = scale == Scale.RELATIVE_DIFFERENCE ? relative : "Difference";
        return Optional.of(new Chart("segments-" + number, title, alt, forest.spec(alt, axis, format)));
    }
}
