package covey.stats.design.factorial;

/**
 * Mean at one level of a factor, over the combinations of the other factors alike.
 *
 * @param value the mean
 * @param variance its sampling variance
 * @param df degrees of freedom by Welch and Satterthwaite
 */
public record LevelMean(double value, double variance, double df) {}
