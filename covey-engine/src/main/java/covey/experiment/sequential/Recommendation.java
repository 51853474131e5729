package covey.experiment.sequential;

import java.util.Locale;

/** What follows from a look. */
public enum Recommendation {
    /** Nothing was decided: go on. */
    CONTINUE("continue"),
    /** The bound was crossed in the wanted direction, or in any where none is wanted. */
    STOP_FOR_EFFICACY("stop: the effect is established"),
    /** The bound was crossed against the wanted direction, or a guardrail is harmed beyond its margin. */
    STOP_FOR_HARM("stop: harm is established"),
    /** The planned effect is out of reach. */
    STOP_FOR_FUTILITY("stop: the planned effect is out of reach"),
    /** The planned maximum is reached without a crossing. */
    ENDED("the plan has ended");

    private final String words;

    Recommendation(String words) {
        this.words = words;
    }

    /** As words. */
    public String words() {
        return words;
    }

    /** Stable code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
