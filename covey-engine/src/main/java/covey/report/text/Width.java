package covey.report.text;

import java.util.ArrayList;
import java.util.List;

/** How wide a text stands on a terminal, and how it is broken. Control characters never reach the terminal. */
final class Width {
    /** Where a word is broken rather than anywhere, after the character. */
    private static final String JOINTS = "=_/-";

    private Width() {}

    /** Columns a text takes: wide characters two, combining ones none. */
    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean emoji = (c >= 0x1F300 && c <= 0x1FAFF);
        boolean wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3);
        wide |= (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60);
        wide |= (c >= 0x20000 && c <= 0x3FFFD);
        return emoji || wide ? 2 : 1;
    }

    /** The text without what could move the cursor or turn the direction of writing. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
            boolean surrogate = (c >= 0xD800 && c <= 0xDFFF);
            clean.appendCodePoint(c == '\n' || c == '\t' ? ' ' : (control || surrogate) ? 0xFFFD : c);
        });
        return clean.toString();
    }

    /** The text in lines no wider than the limit, broken at spaces where there are any. */
    static List<String> wrap(String text, int limit) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : clean(text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && of(line) + 1 + of(rest) <= limit) {
                line = line + " " + rest;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            while (of(rest) > limit) {
                int cut = fitting(rest, limit);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line = rest;
        }
        lines.add(line);
        return lines;
    }

    private static int fitting(String text, int limit) {
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            width += of(c);
            if (width > limit && end > 0) {
                break;
            }
            end += Character.charCount(c);
        }
        for (int i = end; i > 1; i--) {
            if (JOINTS.indexOf(text.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return end;
    }

    /** Width of the longest piece that is never broken where there is room for it. */
    static int longest(String text) {
        int longest = 0;
        // a sign of one character stands with the word after it
        for (String piece : clean(text).split("(?<=[^ ] |[=_/-])(?<!^[^ ] )", -1)) {
            longest = Math.max(longest, of(piece.stripTrailing()));
        }
        return longest;
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }
}
