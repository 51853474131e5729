package covey.ranking.trec;

import covey.ranking.metric.hits.RecallPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which trec_eval is meant; they differ in numbers. */
public enum TrecVersion {
    /** Git tag {@code v9.0.8} (2020), which most installations have: scores are 32-bit, recall points truncated. */
    V9_0_8("9.0.8"),
    /** Git tag {@code trec_eval-9.0.8} (2023): the same with 64-bit scores. */
    V9_0_8_DOUBLE("9.0.8-double"),
    /** 10.0-rc3: 64-bit scores, recall points rounded, comments, rbp, rbp_resid, unj; walks the topics of the judgements. */
    V10("10");

    private final String label;

    TrecVersion(String label) {
        this.label = label;
    }

    /** The version as it is asked for. */
    public String label() {
        return label;
    }

    /** The version of that label. */
    public static Optional<TrecVersion> of(String label) {
        return Arrays.stream(values()).filter(v -> v.label.equals(label)).findFirst();
    }

    /** All labels. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(TrecVersion::label).toList();
    }

    /** The score as this version keeps it. */
    double stored(double score) {
        return this == V9_0_8 ? (float) score : score;
    }

    boolean isTen() {
        return this == V10;
    }

    RecallPoint recallPoint() {
        return isTen() ? RecallPoint.ROUNDED : RecallPoint.TRUNCATED;
    }
}
