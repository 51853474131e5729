package covey.ranking.metric.list;

import java.util.Locale;

/** What an item that no user had before is taken for. */
public enum Unseen {
    /** It counts: as popularity zero; for the logarithm of novelty as had by one user (RecTools). */
    COUNTED("counted"),
    /** It is left out; a list of such items only has no value (Evidently). */
    LEFT_OUT("left out");

    private final String words;

    Unseen(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The name with this as its parameter; counting is the default. */
    String in(String name) {
        return this == COUNTED ? name : name + "(unseen=" + name().toLowerCase(Locale.ROOT) + ")";
    }
}
