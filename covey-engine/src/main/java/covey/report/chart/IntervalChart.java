package covey.report.chart;

import covey.report.narrative.Measure;
import covey.report.narrative.Reading;
import covey.report.narrative.Readings;
import covey.report.narrative.SameQueries;
import covey.report.narrative.Sentences;
import covey.report.narrative.Words;
import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The relative effects on all metrics beside each other, with the line of no difference and the margins. */
public final class IntervalChart {
    private final Scorecard scorecard;
    private final Readings readings;

    /** The chart of this scorecard. */
    public IntervalChart(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.readings = new Readings(scorecard);
    }

    /** The chart; empty when no effect has a relative interval. */
    public Optional<Chart> chart() {
        Forest forest = new Forest();
        List<String> said = new ArrayList<>();
        List<String> left = new ArrayList<>();
        boolean margins = false;
        for (MetricInfo metric : scorecard.result().study().metrics()) {
            for (Effect effect : scorecard.effects(metric)) {
                Reading reading = readings.of(effect);
                boolean relative = effect.spoken()
                        .map(e -> e.estimand().scale() == Scale.RELATIVE_DIFFERENCE)
                        .orElse(false);
                if (relative && forest.add(label(effect), effect, reading)) {
                    said.add(said(effect, reading));
                    margins |= metric.margin().isPresent() && metric.marginScale() == Scale.RELATIVE_DIFFERENCE;
                } else {
                    left.add(label(effect));
                }
            }
        }
        if (forest.isEmpty()) {
            return Optional.empty();
        }
        String title = title(said.size(), margins);
        String absent = left.isEmpty() ? "" : " Not drawn, without a relative interval: " + Words.join(left) + ".";
        String alt = title + ". " + String.join("; ", said) + "." + absent;
        String axis = "Relative " + noun() + " against " + SameQueries.named(scorecard.result());
        return Optional.of(new Chart("effects", title, alt, forest.spec(alt, axis, "+.3~%")));
    }

    private String title(int n, boolean margins) {
        String marks = margins ? ", upright marks are margins" : "";
        String which = n == 1 ? "The relative " + noun() : n + " relative " + noun() + "s";
        return which + " with " + level() + "intervals" + marks;
    }

    private String noun() {
        return SameQueries.of(scorecard.result()) ? "difference" : "effect";
    }

    private String level() {
        return scorecard.result().study().metrics().stream()
                .flatMap(m -> scorecard.effects(m).stream())
                .flatMap(e -> e.spoken().stream())
                .flatMap(e -> e.interval().stream())
                .findFirst()
                .map(i -> covey.report.narrative.Numbers.level(i.level()) + " ")
                .orElse("");
    }

    private String label(Effect effect) {
        String label = effect.metric().label();
        return scorecard.treatments().size() == 1
                ? label
                : label + " · " + effect.arm().name();
    }

    private String said(Effect effect, Reading reading) {
        Estimate e = effect.spoken().orElseThrow();
        Measure measure = Measure.of(effect.metric(), e.estimand().scale());
        Interval i = e.interval().orElseThrow();
        String margin = Sentences.margin(effect.metric());
        String judged = reading == Reading.BLOCKED ? "" : ", " + reading.word();
        return label(effect) + " " + measure.signed(e) + ", from " + measure.range(e, i)
                + (margin.isEmpty() ? "" : ", margin " + margin) + judged;
    }
}
