package covey.report.block;

/** How a piece of text is to be taken; renderers add a colour, never the meaning itself. */
public enum Tone {
    NORMAL,
    STRONG,
    MUTED,
    GOOD,
    CARE,
    BAD
}
