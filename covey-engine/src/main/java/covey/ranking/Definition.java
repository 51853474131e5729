package covey.ranking;

/**
 * The conventions behind a metric's name; printed with the number.
 *
 * @param gain what a grade is worth
 * @param discount how a gain is discounted by rank
 * @param ties how items of equal score are ordered
 * @param population over which queries the mean is taken by default
 * @param unjudged what an item without a judgement is taken for
 */
public record Definition(Gain gain, Discount discount, Ties ties, Population population, Unjudged unjudged) {
    /** Relevant or not, no discount. */
    public static final Definition BINARY = new Definition(
            Gain.BINARY, Discount.NONE, Ties.AS_LISTED, Population.JUDGED_AND_RETRIEVED, Unjudged.NON_RELEVANT);

    /** The same with another discount. */
    public Definition discounted(Discount other) {
        return new Definition(gain, other, ties, population, unjudged);
    }

    /** The same with another gain. */
    public Definition gaining(Gain other) {
        return new Definition(other, discount, ties, population, unjudged);
    }

    /** The same with another rule for items of equal score. */
    public Definition breaking(Ties other) {
        return new Definition(gain, discount, other, population, unjudged);
    }

    /** The same with another rule for items without a judgement. */
    public Definition taking(Unjudged other) {
        return new Definition(gain, discount, ties, population, other);
    }
}
