package covey.ranking;

/** What a retrieved item without a judgement is taken for. */
public enum Unjudged {
    /** Not relevant. */
    NON_RELEVANT,
    /** It is passed over. */
    IGNORED,
    /** Items in the pool are as relevant as the judged part of the pool; the others are not relevant. */
    INFERRED,
    /** It is what is counted. */
    COUNTED
}
