package covey.experiment.switchback;

import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.metric.Metric;
import covey.result.Setting;
import java.time.Duration;
import java.util.List;

/**
 * A switchback as its estimator understands it.
 *
 * @param experiment what it shares with every experiment
 * @param every length of a window
 * @param burnIn time at the start of a window whose events do not count
 * @param carryOver windows that an effect may last after its own
 * @param settings every effective setting with its origin
 */
public record SwitchbackSpec(
        ExperimentSpec experiment, Duration every, Duration burnIn, int carryOver, List<Setting> settings)
        implements Spec {
    public SwitchbackSpec {
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }

    @Override
    public String unit(Metric metric) {
        return experiment.unit(metric);
    }

    @Override
    public String counted() {
        return experiment.study().unit() + " window";
    }

    /** A setting of the design as it was written. */
    String text(String key) {
        return settings.stream()
                .filter(s -> s.name().equals("design." + key))
                .map(Setting::value)
                .findFirst()
                .orElse("");
    }

    /** Which influence it stands, in words. */
    String stands() {
        return "A switchback stands influence between units of one region and window, and effects that last "
                + (carryOver == 0
                        ? "no longer than their window."
                        : "up to " + carryOver + (carryOver == 1 ? " window" : " windows") + " more.")
                + " It does not stand influence between regions.";
    }

    /** The same switchback with windows of another length; effects last as long as before, in whole windows. */
    SwitchbackSpec every(Duration length) {
        long lasting = every.multipliedBy(carryOver).toSeconds();
        int windows = (int) Math.ceilDiv(lasting, length.toSeconds());
        return new SwitchbackSpec(experiment, length, burnIn, windows, settings);
    }

    /** Whole windows of the period. */
    int windows() {
        return (int)
                Duration.between(experiment.study().start(), experiment.study().end())
                        .dividedBy(every);
    }

    /** Windows after which the time of day repeats; 1 when a window is a day or longer. */
    int cycle() {
        long day = Duration.ofDays(1).toSeconds();
        long window = every.toSeconds();
        return window >= day || day % window != 0 ? 1 : (int) (day / window);
    }
}
