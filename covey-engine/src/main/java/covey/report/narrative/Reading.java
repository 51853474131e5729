package covey.report.narrative;

/** What may be said of one effect. A word and a sign, so that no reading rests on colour alone. */
public enum Reading {
    /** Moved in the wanted direction. */
    BETTER("better", "▲", Mood.GOOD),
    /** Moved against the wanted direction. */
    WORSE("worse", "▼", Mood.BAD),
    /** Rose, without a judgement: the metric has no wanted direction or its denominator moved. */
    ROSE("rose", "↑", Mood.NEUTRAL),
    /** Fell, without a judgement. */
    FELL("fell", "↓", Mood.NEUTRAL),
    /** Cannot be told from zero. */
    UNCLEAR("direction open", "•", Mood.NEUTRAL),
    /** Harm beyond the margin is ruled out. */
    WITHIN_MARGIN("within margin", "✓", Mood.GOOD),
    /** The whole interval lies beyond the margin. */
    MARGIN_CROSSED("margin crossed", "✗", Mood.BAD),
    /** The data allow harm beyond the margin and allow none. */
    MARGIN_UNCLEAR("cannot tell", "?", Mood.CARE),
    /** There is no number. */
    MISSING("no number", "–", Mood.NEUTRAL),
    /** A failed gate forbids any reading. */
    BLOCKED("not for use", "✗", Mood.NEUTRAL);

    /** How a reading is to be taken. */
    public enum Mood {
        GOOD,
        BAD,
        CARE,
        NEUTRAL
    }

    private final String word;
    private final String sign;
    private final Mood mood;

    Reading(String word, String sign, Mood mood) {
        this.word = word;
        this.sign = sign;
        this.mood = mood;
    }

    /** The word. */
    public String word() {
        return word;
    }

    /** One character that stands before the word. */
    public String sign() {
        return sign;
    }

    /** How to take it. */
    public Mood mood() {
        return mood;
    }
}
