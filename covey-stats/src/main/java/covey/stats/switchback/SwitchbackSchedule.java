package covey.stats.switchback;

/**
 * A switchback that is planned: arms are drawn independently by region and window.
 *
 * @param windows windows of every region, at least 2
 * @param cycle windows after which the time of day repeats
 * @param order windows that an effect may last after its own
 * @param control probability that a window is control
 * @param treatment probability that it is the treatment it is compared with; other arms take the rest
 */
public record SwitchbackSchedule(int windows, int cycle, int order, double control, double treatment) {
    public SwitchbackSchedule {
        if (windows < 2 || cycle < 1 || order < 0) {
            throw new IllegalArgumentException(
                    windows + " windows in cycles of " + cycle + " with effects that last " + order + " more");
        }
        if (!(control > 0 && treatment > 0 && control + treatment <= 1 + 1e-9)) {
            throw new IllegalArgumentException("shares " + control + " and " + treatment);
        }
    }
}
