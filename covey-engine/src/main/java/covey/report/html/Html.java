package covey.report.html;

/**
 * Markup that is safe to write. The only ways to make it are to escape a text or to build it from other markup, so that
 * no text of a project reaches a page unescaped.
 *
 * @param markup the markup
 */
record Html(String markup) {
    static final Html EMPTY = new Html("");

    /** A text, escaped for content and for quoted attributes. Characters that HTML forbids become U+FFFD. */
    static Html text(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return new Html(out.toString());
    }

    private static boolean allowed(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return !control && !turning && !(c >= 0xD800 && c <= 0xDFFF);
    }

    /** An element with a class; an empty class is left out. */
    static Html element(String tag, String cssClass, Html... content) {
        String attribute = cssClass.isEmpty() ? "" : " class=\"" + text(cssClass).markup + "\"";
        return new Html("<" + tag + attribute + ">" + all(content).markup + "</" + tag + ">");
    }

    /** One after the other. */
    static Html all(Html... parts) {
        StringBuilder out = new StringBuilder();
        for (Html part : parts) {
            out.append(part.markup);
        }
        return new Html(out.toString());
    }

    /** One after the other. */
    static Html all(Iterable<Html> parts) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.markup));
        return new Html(out.toString());
    }
}
