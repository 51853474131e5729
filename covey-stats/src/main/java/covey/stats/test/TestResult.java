package covey.stats.test;

/**
 * Outcome of a test.
 *
 * @param statistic the test statistic
 * @param df degrees of freedom, infinite for a normal reference
 * @param pValue p-value in [0, 1]
 */
public record TestResult(double statistic, double df, double pValue) {}
