package covey.stats.interval;

/** The check of a confidence level. */
final class Levels {

    private Levels() {}

    static double check(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
        return level;
    }
}
