package covey.report.text;

import covey.report.block.Tone;

/** Colours a text, or leaves it. */
record Ink(Colour colour) {
    private static final String END = "\u001b[0m";

    String paint(String text, Tone tone) {
        if (colour == Colour.PLAIN || text.isBlank()) {
            return text;
        }
        return switch (tone) {
            case NORMAL -> text;
            case STRONG -> "\u001b[1m" + text + END;
            case MUTED -> "\u001b[2m" + text + END;
            case GOOD -> "\u001b[32m" + text + END;
            case CARE -> "\u001b[33m" + text + END;
            case BAD -> "\u001b[31m" + text + END;
        };
    }
}
