package covey.ranking.metric.similarity;

import covey.ranking.Need;
import java.util.Locale;

/** What makes items alike. */
public enum SimilarityBy {
    /** {@link CategorySimilarity}. */
    CATEGORY(Need.CATEGORY, "1 for the same category, else 0"),
    /** {@link CooccurrenceCosine}. */
    COOCCURRENCE(
            Need.HISTORY,
            "users with both / sqrt(users with one x users with the other), of the users with a judgement"),
    /** {@link FeatureCosine}. */
    FEATURES(Need.FEATURES, "cosine of the feature vectors"),
    /** {@link FeatureDistance}. */
    EUCLIDEAN(Need.FEATURES, "1 - Euclidean distance of the feature vectors");

    private final Need need;
    private final String formula;

    SimilarityBy(Need need, String formula) {
        this.need = need;
        this.formula = formula;
    }

    /** What must be known for it. */
    public Need need() {
        return need;
    }

    /** Its formula in words. */
    public String formula() {
        return formula;
    }

    /** The name with this as its parameter; categories are the default. */
    public String in(String name) {
        return this == CATEGORY ? name : name + "(by=" + name().toLowerCase(Locale.ROOT) + ")";
    }
}
