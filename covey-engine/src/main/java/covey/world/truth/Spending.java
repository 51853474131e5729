package covey.world.truth;

/**
 * A purchase.
 *
 * @param boughtAt when, UTC microseconds
 * @param amount amount before any effect
 * @param expected its mean, given the user
 * @param factor product of the effects of all experiments the user is treated in
 */
public record Spending(long boughtAt, double amount, double expected, double factor) {
    /** Amount as played, rounded to cents. */
    public double cents() {
        return cents(factor);
    }

    /** Amount with another factor, rounded to cents. */
    double cents(double times) {
        return Math.rint(amount * times * 100) / 100;
    }
}
