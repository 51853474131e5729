package covey.world.planted;

/** What a planted effect multiplies. */
public enum Lever {
    /** Probability that a shown item is clicked. */
    CLICK,
    /** Amount of a purchase. */
    AMOUNT
}
